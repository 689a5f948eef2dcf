package io.ispkit.testkit.genieacs;

import io.ispkit.testkit.http.FakeReply;
import io.ispkit.testkit.http.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets a {@link FakeCpe} speak CWMP 1.0 (TR-069) to a real ACS: it informs, answers connection
 * requests while it is online, and is read and written. So the same tests run against GenieACS
 * itself as against {@link FakeGenieAcs}. After a download it says that its software has the
 * version which the file holds as text. Thread-safe.
 */
public final class CwmpCpe implements AutoCloseable {

  private static final String IGD = "InternetGatewayDevice.";
  private static final List<String> TOLD =
      List.of(
          "DeviceInfo.HardwareVersion",
          "DeviceInfo.SoftwareVersion",
          "ManagementServer.ConnectionRequestURL");

  private final URI acs;
  private final FakeCpe cpe;
  private final String root;
  private final CpeMethods methods;
  private final LoopbackServer bell;
  private final ExecutorService sessions =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "cwmp-cpe");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A device that has not called yet.
   *
   * @param acs where the ACS listens for devices: GenieACS does on port 7547
   */
  public CwmpCpe(URI acs, FakeCpe cpe) {
    this.acs = acs;
    this.cpe = cpe;
    this.methods = new CpeMethods(cpe);
    bell = new LoopbackServer(request -> rung());
    root = cpe.parameters().containsKey("Device.DeviceInfo.SoftwareVersion") ? "Device." : IGD;
    cpe.withReadOnly(root + "ManagementServer.ConnectionRequestURL", bell.uri() + "/");
  }

  /** A connection request: a device that is offline does not answer it. */
  private FakeReply rung() {
    if (!cpe.isOnline()) {
      return FakeReply.died();
    }
    sessions.execute(
        () -> {
          try {
            session(List.of("6 CONNECTION REQUEST"), null);
          } catch (IOException away) {
            // The ACS sees it: no session began, or it broke off.
          }
        });
    return FakeReply.text(200, "");
  }

  /** Calls for the first time, as a device fresh from the factory does. */
  public void register() {
    call(List.of("0 BOOTSTRAP", "1 BOOT"), null);
  }

  /** Calls by itself: what it went away for is over. Returns after the session. */
  public void inform() {
    CpeWork ended = cpe.ended(Instant.EPOCH);
    if (ended == null) {
      call(List.of("2 PERIODIC"), null);
      return;
    }
    call(
        switch (ended.kind()) {
          case REBOOT -> List.of("1 BOOT", "M Reboot");
          case FACTORY_RESET -> List.of("0 BOOTSTRAP", "1 BOOT");
          case DOWNLOAD -> List.of("1 BOOT", "7 TRANSFER COMPLETE", "M Download");
        },
        ended.kind() == CpeWork.Kind.DOWNLOAD ? ended : null);
  }

  private void call(List<String> events, @Nullable CpeWork download) {
    try {
      session(events, download);
    } catch (IOException broken) {
      throw new UncheckedIOException("device " + cpe.serial() + " and " + acs, broken);
    }
  }

  private synchronized void session(List<String> events, @Nullable CpeWork download)
      throws IOException {
    try (CwmpLine line = new CwmpLine(acs)) {
      line.post(Soap.envelope("inform", inform(events)));
      if (!cpe.informs(Instant.EPOCH)) {
        return;
      }
      if (download != null) {
        line.post(Soap.envelope("transfer", transferComplete(download)));
      }
      String next = line.post("");
      while (!next.isEmpty()) {
        if (cpe.hangsUpNow()) {
          return;
        }
        Soap.Request request = Soap.read(next);
        next = line.post(Soap.envelope(request.id(), methods.answer(request)));
      }
    }
  }

  private String inform(List<String> events) {
    String list =
        events.stream()
            .map(
                event ->
                    "<EventStruct>"
                        + Soap.element("EventCode", event)
                        + "<CommandKey></CommandKey></EventStruct>")
            .collect(Collectors.joining());
    Map<String, CpeLeaf> all = cpe.parameters();
    List<String> told = new ArrayList<>();
    for (String name : TOLD) {
      CpeLeaf leaf = all.get(root + name);
      if (leaf != null) {
        told.add(Soap.value(root + name, leaf.type(), leaf.value().asText()));
      }
    }
    return "<cwmp:Inform><DeviceId>"
        + Soap.element("Manufacturer", "Example")
        + Soap.element("OUI", cpe.oui())
        + Soap.element("ProductClass", cpe.productClass())
        + Soap.element("SerialNumber", cpe.serial())
        + "</DeviceId><Event soap-enc:arrayType=\"cwmp:EventStruct["
        + events.size()
        + "]\">"
        + list
        + "</Event><MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-11-20T20:48:22Z</CurrentTime>"
        + "<RetryCount>0</RetryCount>"
        + Soap.list("ParameterValueStruct", told.size(), String.join("", told))
        + "</cwmp:Inform>";
  }

  private String transferComplete(CpeWork download) {
    boolean failed = !cpe.can("download");
    return "<cwmp:TransferComplete>"
        + Soap.element("CommandKey", download.taskId())
        + "<FaultStruct>"
        + Soap.element("FaultCode", failed ? "9010" : "0")
        + Soap.element("FaultString", failed ? "Download failure" : "")
        + "</FaultStruct><StartTime>2026-11-20T20:48:22Z</StartTime>"
        + "<CompleteTime>2026-11-20T20:48:23Z</CompleteTime></cwmp:TransferComplete>";
  }

  /** Does not answer any more. The ACS still knows the device. */
  @Override
  public void close() {
    bell.close();
    sessions.shutdownNow();
  }
}
