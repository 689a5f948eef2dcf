package io.ispkit.testkit.genieacs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/** What a device answers to the methods of an ACS: TR-069 amendment 6, annex A.3. */
final class CpeMethods {

  private static final Set<String> NUMBERS = Set.of("xsd:unsignedInt", "xsd:int");
  private static final Map<String, String> TASKS =
      Map.of("Reboot", "reboot", "FactoryReset", "factoryReset");

  private final FakeCpe cpe;

  CpeMethods(FakeCpe cpe) {
    this.cpe = cpe;
  }

  /** The body of the answer. */
  String answer(Soap.Request request) {
    String task = TASKS.getOrDefault(request.method(), "");
    if (!task.isEmpty() && !cpe.can(task)) {
      return Soap.fault("9000", "Method not supported", "");
    }
    return switch (request.method()) {
      case "GetParameterNames" ->
          names(request.text("ParameterPath"), isTrue(request.text("NextLevel")));
      case "GetParameterValues" ->
          values(request.all("string").stream().map(Element::getTextContent).toList());
      case "SetParameterValues" -> set(request.all("ParameterValueStruct"));
      case "AddObject" -> added(request.text("ObjectName"));
      case "DeleteObject" -> deleted(request.text("ObjectName"));
      case "Reboot" -> {
        cpe.begins(new CpeWork(CpeWork.Kind.REBOOT, "", "", ""));
        yield "<cwmp:RebootResponse/>";
      }
      case "FactoryReset" -> {
        cpe.begins(new CpeWork(CpeWork.Kind.FACTORY_RESET, "", "", ""));
        yield "<cwmp:FactoryResetResponse/>";
      }
      case "Download" -> download(request);
      default -> Soap.fault("9000", "Method not supported", "");
    };
  }

  private static boolean isTrue(String text) {
    return text.equals("true") || text.equals("1");
  }

  private String names(String path, boolean next) {
    Map<String, Boolean> all = new TreeMap<>();
    cpe.parameters().forEach((name, leaf) -> all.put(name, leaf.writable()));
    cpe.growing().forEach(object -> all.put(object + ".", true));
    for (String name : List.copyOf(all.keySet())) {
      for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
        all.put(name.substring(0, dot + 1), cpe.isWritable(name.substring(0, dot)));
      }
    }
    Map<String, Boolean> found = new TreeMap<>();
    all.forEach(
        (name, writable) -> {
          String rest = name.startsWith(path) ? name.substring(path.length()) : "";
          int dot = rest.indexOf('.');
          boolean child = !rest.isEmpty() && (dot < 0 || dot == rest.length() - 1);
          if (name.startsWith(path) && (next ? child : true)) {
            found.put(name, writable);
          }
        });
    if (found.isEmpty() && !all.containsKey(path)) {
      return Soap.fault("9005", "Invalid parameter name", "");
    }
    String items =
        found.entrySet().stream()
            .map(
                e ->
                    "<ParameterInfoStruct>"
                        + Soap.element("Name", e.getKey())
                        + Soap.element("Writable", e.getValue() ? "1" : "0")
                        + "</ParameterInfoStruct>")
            .collect(Collectors.joining());
    return "<cwmp:GetParameterNamesResponse>"
        + Soap.list("ParameterInfoStruct", found.size(), items)
        + "</cwmp:GetParameterNamesResponse>";
  }

  private String values(List<String> names) {
    Map<String, CpeLeaf> all = cpe.parameters();
    List<String> items = new ArrayList<>();
    for (String name : names) {
      int before = items.size();
      all.forEach(
          (path, leaf) -> {
            if (path.equals(name) || (name.endsWith(".") && path.startsWith(name))) {
              String shown = leaf.secret() ? "" : leaf.value().asText();
              items.add(Soap.value(path, leaf.type(), shown));
            }
          });
      if (items.size() == before) {
        return Soap.fault("9005", "Invalid parameter name", "");
      }
    }
    return "<cwmp:GetParameterValuesResponse>"
        + Soap.list("ParameterValueStruct", items.size(), String.join("", items))
        + "</cwmp:GetParameterValuesResponse>";
  }

  private String set(List<Element> structs) {
    Map<String, CpeLeaf> known = cpe.parameters();
    Map<String, JsonNode> values = new LinkedHashMap<>();
    Map<String, String> faults = new LinkedHashMap<>();
    for (Element struct : structs) {
      String name = Soap.text(struct, "Name");
      CpeLeaf leaf = known.get(name);
      if (leaf == null) {
        faults.put(name, "9005");
      } else {
        values.put(name, node(leaf.type(), Soap.text(struct, "Value")));
      }
    }
    if (faults.isEmpty()) {
      faults.putAll(cpe.set(values, Instant.EPOCH));
    }
    if (faults.isEmpty()) {
      return "<cwmp:SetParameterValuesResponse><Status>0</Status></cwmp:SetParameterValuesResponse>";
    }
    String inner =
        faults.entrySet().stream()
            .map(
                e ->
                    "<SetParameterValuesFault>"
                        + Soap.element("ParameterName", e.getKey())
                        + Soap.element("FaultCode", e.getValue())
                        + Soap.element("FaultString", "Refused")
                        + "</SetParameterValuesFault>")
            .collect(Collectors.joining());
    String top = Session.top(faults);
    return Soap.fault(top, Session.words(top), inner);
  }

  private static JsonNode node(String type, String text) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (type.equals("xsd:boolean")) {
      return json.booleanNode(isTrue(text.toLowerCase(Locale.ROOT)));
    }
    return NUMBERS.contains(type) ? json.numberNode(Long.parseLong(text)) : json.textNode(text);
  }

  private String added(String named) {
    String object = named.replaceFirst("\\.$", "");
    String refusal = cpe.refusal(object);
    if (!refusal.isEmpty()) {
      return Soap.fault(refusal, "Refused", "");
    }
    int instance = cpe.grows(object);
    return instance == 0
        ? Soap.fault("9005", "Invalid parameter name", "")
        : "<cwmp:AddObjectResponse>"
            + Soap.element("InstanceNumber", Integer.toString(instance))
            + "<Status>0</Status></cwmp:AddObjectResponse>";
  }

  private String deleted(String object) {
    return cpe.shrinks(object.replaceFirst("\\.$", ""))
        ? "<cwmp:DeleteObjectResponse><Status>0</Status></cwmp:DeleteObjectResponse>"
        : Soap.fault("9005", "Invalid parameter name", "");
  }

  /** The version that the firmware brings is what the file holds. */
  private String download(Soap.Request request) {
    String version = "";
    try (InputStream file = URI.create(request.text("URL")).toURL().openStream()) {
      version = new String(file.readNBytes(200), StandardCharsets.UTF_8);
    } catch (IOException gone) {
      // Told with the TransferComplete: the file cannot be had.
      cpe.cannot("download");
    }
    cpe.begins(new CpeWork(CpeWork.Kind.DOWNLOAD, request.text("CommandKey"), "firmware", version));
    return "<cwmp:DownloadResponse><Status>1</Status><StartTime>0001-01-01T00:00:00Z</StartTime>"
        + "<CompleteTime>0001-01-01T00:00:00Z</CompleteTime></cwmp:DownloadResponse>";
  }
}
