package io.ispkit.genieacs;

import io.ispkit.testkit.genieacs.FakeCpe;
import io.ispkit.testkit.genieacs.FakeGenieAcs;
import java.net.URI;

/** A GenieACS with simulated devices: ours, or a real one. */
interface Lab extends AutoCloseable {

  /** The base of its northbound interface. */
  URI nbi();

  /** A serial number that no device of this GenieACS has had before. */
  String serial(String name);

  /** Makes a device call for the first time, and reads all of it. */
  FakeCpe add(FakeCpe cpe);

  /** Makes a device call for the first time; nothing is read but its Inform. */
  FakeCpe addUnread(FakeCpe cpe);

  /** Lets a device call by itself. Returns after its session. */
  void inform(FakeCpe cpe);

  /** Somebody changes a parameter at the device, and the ACS reads it. */
  void changed(FakeCpe cpe, String path, Object value);

  /** Waits until presets that were written have their effect. */
  void settled();

  @Override
  void close();

  /** Our fake. */
  static Lab fake() {
    FakeGenieAcs fake = new FakeGenieAcs();
    return new Lab() {
      @Override
      public URI nbi() {
        return fake.uri();
      }

      @Override
      public String serial(String name) {
        return name;
      }

      @Override
      public FakeCpe add(FakeCpe cpe) {
        return fake.add(cpe);
      }

      @Override
      public FakeCpe addUnread(FakeCpe cpe) {
        return fake.add(cpe.undiscovered());
      }

      @Override
      public void inform(FakeCpe cpe) {
        fake.inform(cpe);
      }

      @Override
      public void changed(FakeCpe cpe, String path, Object value) {
        cpe.changed(path, value);
      }

      @Override
      public void settled() {}

      @Override
      public void close() {
        fake.close();
        if (fake.crashes() > 0) {
          throw new IllegalStateException("an ill-formed request took the worker down");
        }
      }
    };
  }
}
