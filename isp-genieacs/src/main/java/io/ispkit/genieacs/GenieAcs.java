package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.http.HttpCall;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.Layouts;
import io.ispkit.genieacs.cpe.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a host may do with a GenieACS beside configuring devices of orders: find devices, tag them,
 * ask how they are; and, by its parts, tasks and faults, presets, provisions and files, direct
 * settings, reboots and firmware. Got from {@link GenieAcsDevices#acs}. Thread-safe; every call
 * blocks. Readings end as done, or as refused with retry when GenieACS is away.
 */
public final class GenieAcs {

  private static final List<String> NOTHING_MORE =
      List.of("_id", "_deviceId", "_tags", "_lastInform");
  private static final int MOST = 1000;

  private final Nbi nbi;
  private final Layouts layouts;
  private final TaskQueue tasks;
  private final AcsLibrary library;
  private final DeviceOrders orders;
  private final DirectSettings settings;

  GenieAcs(Nbi nbi, Search search, Layouts layouts) {
    this.nbi = nbi;
    this.layouts = layouts;
    this.tasks = new TaskQueue(nbi);
    this.library = new AcsLibrary(nbi.calls);
    this.orders = new DeviceOrders(nbi, library, search, layouts);
    this.settings = new DirectSettings(nbi, search, layouts);
  }

  /** Tasks that wait, and their faults. */
  public TaskQueue tasks() {
    return tasks;
  }

  /** Presets, provisions and files. */
  public AcsLibrary library() {
    return library;
  }

  /** Reboot, factory reset, firmware. */
  public DeviceOrders orders() {
    return orders;
  }

  /** Settings of a device that no order asked for. */
  public DirectSettings settings() {
    return settings;
  }

  /** The devices with a serial number; it is unique for one OUI only. */
  public Outcome<List<DeviceDocument>> bySerial(String serial) {
    return AcsFailure.outcomeOfReading(() -> nbi.find(Names.serial(serial)));
  }

  /**
   * What is known of one device.
   *
   * @param paths what to read of it: a full document is often over 100 kB
   */
  public Outcome<Optional<DeviceDocument>> device(String id, List<String> paths) {
    return AcsFailure.outcomeOfReading(() -> nbi.document(id, paths));
  }

  /**
   * The devices that carry a tag, by id: identity and tags only.
   *
   * @param limit 1 to 1000
   */
  public Outcome<List<DeviceDocument>> tagged(String tag, int limit) {
    ObjectNode filter = NbiCalls.object().put("_tags", Names.tag(tag));
    return listed(filter, limit, device -> device.tags().contains(tag));
  }

  /**
   * The devices that have not called since, by id.
   *
   * @param limit 1 to 1000
   */
  public Outcome<List<DeviceDocument>> silentSince(Instant since, int limit) {
    ObjectNode filter = NbiCalls.object();
    filter.putObject("_lastInform").put("$lt", since.toString());
    return listed(
        filter,
        limit,
        device -> device.moment("lastInform").filter(at -> at.isBefore(since)).isPresent());
  }

  private Outcome<List<DeviceDocument>> listed(
      ObjectNode filter, int limit, Predicate<DeviceDocument> asked) {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("limit: expected 1 to " + MOST);
    }
    return AcsFailure.outcomeOfReading(
        () -> {
          List<DeviceDocument> found =
              nbi.devices(NbiQuery.devices(filter, NOTHING_MORE, limit).sortedById());
          if (!found.stream().allMatch(asked)) {
            throw Nbi.notAskedFor();
          }
          return found;
        });
  }

  /** How many devices carry a tag. */
  public Outcome<Long> countTagged(String tag) {
    ObjectNode filter = NbiCalls.object().put("_tags", Names.tag(tag));
    return AcsFailure.outcomeOfReading(() -> nbi.calls.count("devices", filter));
  }

  /** Adds a tag; harmless when it is there. */
  public Outcome<Boolean> tag(String id, String tag) {
    Names.tag(tag);
    return AcsFailure.outcomeOf(
        () -> {
          nbi.tag(id, tag);
          return true;
        });
  }

  /** Removes a tag; harmless when it, or the device, is not there. */
  public Outcome<Boolean> untag(String id, String tag) {
    Names.tag(tag);
    return AcsFailure.outcomeOf(
        () -> {
          nbi.untag(id, tag);
          return true;
        });
  }

  /**
   * Makes GenieACS forget a device, with its tasks and faults. It comes back with its next Inform,
   * without tags.
   */
  public Outcome<Boolean> forget(String id) {
    return AcsFailure.outcomeOf(
        () -> nbi.calls.effect(HttpCall.of("DELETE", NbiCalls.path("/devices/{}", id))));
  }

  /** How a device is, by what GenieACS knows; wakes nothing. Empty when it is not known. */
  public Outcome<Optional<DeviceStatus>> status(String id) {
    return AcsFailure.outcomeOfReading(
        () -> {
          Wanted any = StatusReader.wanted(layouts);
          return nbi.document(id, StatusReader.paths(layouts, any))
              .map(device -> StatusReader.read(device, any));
        });
  }

  /**
   * Asks the device itself first, and then as {@link #status}.
   *
   * @return empty when the device did not answer, or is not known
   */
  public Outcome<Optional<DeviceStatus>> freshStatus(String id, String key) {
    return AcsFailure.outcomeOfReading(
        () -> {
          Wanted any = StatusReader.wanted(layouts);
          List<String> paths = StatusReader.paths(layouts, any);
          Optional<DeviceDocument> known = nbi.document(id, paths);
          if (known.isEmpty()) {
            return Optional.empty();
          }
          List<String> asked = StatusReader.known(known.get(), any);
          return asked.isEmpty()
              ? Optional.empty()
              : nbi.fresh(id, paths, asked, key).map(d -> StatusReader.read(d, any));
        });
  }
}
