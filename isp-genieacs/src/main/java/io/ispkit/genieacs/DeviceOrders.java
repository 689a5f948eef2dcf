package io.ispkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ispkit.core.outcome.Outcome;
import io.ispkit.core.outcome.Refusal;
import io.ispkit.genieacs.DeviceOrder.Kind;
import io.ispkit.genieacs.DeviceOrder.Progress;
import io.ispkit.genieacs.DeviceOrder.State;
import io.ispkit.genieacs.cpe.CpeSettings;
import io.ispkit.genieacs.cpe.DeviceDocument;
import io.ispkit.genieacs.cpe.Layout;
import io.ispkit.genieacs.cpe.Layouts;
import io.ispkit.genieacs.cpe.Rendering;
import io.ispkit.genieacs.cpe.Wanted;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reboots, factory resets and firmware. None of them may happen twice by accident: an order is
 * prepared (reads only), sent once, and checked as often as one likes. Thread-safe; every call
 * blocks, and {@link #send} may block for the device.
 */
public final class DeviceOrders {

  /** Where GenieACS keeps what devices were told to load, and when they last had done so. */
  private static final String DOWNLOADS = "Downloads";

  private final Nbi nbi;
  private final AcsLibrary library;
  private final Search search;
  private final Layouts layouts;

  DeviceOrders(Nbi nbi, AcsLibrary library, Search search, Layouts layouts) {
    this.nbi = nbi;
    this.search = search;
    this.library = library;
    this.layouts = layouts;
  }

  /** A reboot; refused with {@code device_gone} when GenieACS does not know the device. */
  public Outcome<DeviceOrder> reboot(String deviceId, String key) {
    return prepared(Kind.REBOOT, "lastBoot", deviceId, key, null, null);
  }

  /**
   * A reset to the values of the factory. The device loses what an order gave it: see {@link
   * #keepThroughReset}.
   */
  public Outcome<DeviceOrder> factoryReset(String deviceId, String key) {
    return prepared(Kind.FACTORY_RESET, "lastBootstrap", deviceId, key, null, null);
  }

  /**
   * New firmware.
   *
   * @param file its {@link AcsFile#version} is what the device must say of itself afterwards
   */
  public Outcome<DeviceOrder> firmware(String deviceId, AcsFile file, String key) {
    if (file.version().isEmpty()) {
      throw new IllegalArgumentException("file: expected a version, by which the end is known");
    }
    return prepared(Kind.FIRMWARE, "lastBoot", deviceId, key, file.name(), file.version());
  }

  private Outcome<DeviceOrder> prepared(
      Kind kind,
      String moment,
      String deviceId,
      String key,
      @Nullable String file,
      @Nullable String version) {
    return AcsFailure.outcomeOfReading(
        () -> {
          DeviceDocument device = device(deviceId, List.of());
          return new DeviceOrder(
              kind, deviceId, key, device.moment(moment).orElse(null), file, version);
        });
  }

  private DeviceDocument device(String id, List<String> paths) throws AcsFailure {
    return nbi.document(id, paths)
        .orElseThrow(
            () ->
                AcsFailure.refused(
                    Refusal.retryLater("device_gone", "GenieACS does not know " + id)));
  }

  /**
   * Sends an order, unless it is queued or done already.
   *
   * @return done with where it stands; refused with retry: certainly not sent; unknown: ask {@link
   *     #check}. An order that stays {@link State#UNDER_WAY} for longer than the device needs to
   *     come back never arrived, and only then may it be sent again
   */
  public Outcome<Progress> send(DeviceOrder order) {
    return AcsFailure.outcomeOf(
        () -> {
          Progress before = progress(order);
          if (before.state() != State.UNDER_WAY) {
            return before;
          }
          Nbi.Posted posted = nbi.postOnce(order.deviceId(), task(order));
          return posted.done() ? new Progress(State.UNDER_WAY, null) : progress(order);
        });
  }

  private static Task task(DeviceOrder order) {
    return switch (order.kind()) {
      case REBOOT -> Task.reboot(order.key());
      case FACTORY_RESET -> Task.factoryReset(order.key());
      case FIRMWARE -> Task.download(String.valueOf(order.file()), order.key());
    };
  }

  /** Where an order stands; a task that the device refused for good is taken back. */
  public Outcome<Progress> check(DeviceOrder order) {
    return AcsFailure.outcomeOf(() -> progress(order));
  }

  private Progress progress(DeviceOrder order) throws AcsFailure {
    Optional<String> queued = nbi.queued(order.deviceId(), order.key());
    if (isDone(order)) {
      if (queued.isPresent()) {
        // The session ended before GenieACS heard of it: it would be done again.
        nbi.deleteTask(queued.get());
      }
      return new Progress(State.DONE, null);
    }
    if (queued.isPresent()) {
      TaskState state = nbi.state(order.deviceId(), queued.get());
      if (state instanceof TaskState.Faulted fault && fault.isForGood()) {
        nbi.deleteTask(queued.get());
        return new Progress(State.FAILED, fault.words());
      }
      return new Progress(State.QUEUED, null);
    }
    return order.kind() == Kind.FIRMWARE ? loading(order) : new Progress(State.UNDER_WAY, null);
  }

  /**
   * A download fails after its task is gone: the device tells of it later, or GenieACS has waited
   * for an hour. The fault stands in the channel of the task, and GenieACS would download once more
   * when the time to retry has come: it is removed.
   */
  private Progress loading(DeviceOrder order) throws AcsFailure {
    ObjectNode filter = NbiCalls.object().put("device", order.deviceId());
    for (JsonNode json : nbi.calls.query(NbiQuery.of("faults", filter, 100))) {
      DeviceFault fault = DeviceFault.of(json);
      boolean ours = fault.deviceId().equals(order.deviceId()) && !fault.taskId().isEmpty();
      if (ours && Orphans.isOfDownload(json, String.valueOf(order.file()))) {
        nbi.deleteFault(fault);
        return new Progress(State.FAILED, fault.code() + " " + fault.message());
      }
    }
    DeviceDocument device = device(order.deviceId(), List.of(DOWNLOADS));
    String loaded =
        device.objects(DOWNLOADS + ".*").stream()
            .filter(d -> text(device, d + ".FileName").equals(String.valueOf(order.file())))
            .filter(d -> text(device, d + ".Download").equals(text(device, d + ".LastDownload")))
            .map(d -> "loaded, asked for at " + text(device, d + ".LastDownload"))
            .findFirst()
            .orElse(null);
    return new Progress(State.UNDER_WAY, loaded);
  }

  private static String text(DeviceDocument device, String path) {
    return device.value(path).map(JsonNode::asText).map(Reports::shown).orElse("");
  }

  private boolean isDone(DeviceOrder order) throws AcsFailure {
    Wanted any = StatusReader.wanted(layouts);
    List<String> paths =
        any.template().models().values().stream()
            .flatMap(l -> Stream.ofNullable(l.info().get("software_version")))
            .toList();
    DeviceDocument device = device(order.deviceId(), paths);
    if (order.kind() == Kind.FIRMWARE) {
      return any.layout(device)
          .map(Layout::info)
          .flatMap(info -> Optional.ofNullable(info.get("software_version")))
          .flatMap(device::value)
          .filter(v -> v.asText().equals(order.version()))
          .isPresent();
    }
    String moment = order.kind() == Kind.REBOOT ? "lastBoot" : "lastBootstrap";
    return device
        .moment(moment)
        .filter(at -> order.before() == null || at.isAfter(order.before()))
        .isPresent();
  }

  /**
   * Writes a preset that gives the devices with a tag their settings whenever they were reset to
   * the values of their factory: tasks would come too late. It holds the passwords. GenieACS takes
   * it up within five seconds: a reset that a device does at once comes too early.
   *
   * @param deviceId a device that is set so; the preset fits devices of its kind only
   * @return done with the name of the preset, which is the tag; refused for good with {@code
   *     parameter_rejected} when the device lacks what is wanted
   */
  public Outcome<String> keepThroughReset(
      String deviceId, String tag, String template, CpeSettings settings) {
    Names.plain("tag", tag);
    return AcsFailure.outcomeOf(
        () -> {
          DeviceDocument seen = device(deviceId, List.of());
          Wanted wanted = Wanted.of(layouts, search.template(template, seen.tags()), settings);
          Found found = new Found(device(deviceId, wanted.paths()), wanted);
          Optional<AcsFailure> impossible = Search.impossible(found);
          if (impossible.isPresent()) {
            throw impossible.get();
          }
          Rendering rendering = found.rendering();
          library.written(Preset.atBootstrap(tag, tag, rendering.parameters()));
          return tag;
        });
  }
}
