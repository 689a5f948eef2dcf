package io.ispkit.radius.profile;

import io.ispkit.radius.dictionary.AttributeFact;
import io.ispkit.radius.dictionary.AttributeType;
import io.ispkit.radius.dictionary.Dictionary;
import io.ispkit.radius.dictionary.Vendor;
import java.util.List;
import java.util.OptionalLong;

/** What a host would write for a vendor that the library does not know. */
public class HostRenderer implements ProfileRenderer {

  private static final AttributeFact SPEED =
      AttributeFact.reply(new Vendor("Acme", 32473), "Acme-Speed", 7, AttributeType.STRING);

  @Override
  public String id() {
    return "acme";
  }

  @Override
  public String vendor() {
    return "Acme";
  }

  @Override
  public List<AttributeFact> facts() {
    return List.of(SPEED);
  }

  @Override
  public Rendering render(SpeedProfile profile) {
    RenderingDraft draft =
        new RenderingDraft(Dictionary.packed().with(facts()))
            .withoutBurst(profile)
            .withoutPriority(profile);
    OptionalLong up = draft.exactly("Acme-Speed", profile.upload(), RateUnit.KBPS);
    OptionalLong down = draft.exactly("Acme-Speed", profile.download(), RateUnit.KBPS);
    if (up.isPresent() && down.isPresent()) {
      draft.set("Acme-Speed", up.getAsLong() + "/" + down.getAsLong());
    }
    return draft.finish();
  }

  /** Another jar's, of the same id. */
  public static final class Twin extends HostRenderer {}

  /** Its id is none. */
  public static final class Misnamed extends HostRenderer {
    @Override
    public String id() {
      return "Acme Corp.";
    }
  }

  /** Cannot be made. */
  public static final class Broken extends HostRenderer {
    public Broken() {
      throw new IllegalStateException("broken");
    }
  }
}
