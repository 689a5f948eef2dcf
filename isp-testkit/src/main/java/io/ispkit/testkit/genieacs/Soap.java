package io.ispkit.testkit.genieacs;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Envelopes of CWMP 1.0, as TR-069 has them. */
final class Soap {

  private static final String CWMP = "urn:dslforum-org:cwmp-1-0";

  /**
   * A request of the ACS.
   *
   * @param id to be given back with the answer
   * @param call the element of the method
   */
  record Request(String id, Element call) {

    String method() {
      return call.getLocalName();
    }

    /** The text of the first element of that name; empty when there is none. */
    String text(String name) {
      return Soap.text(call, name);
    }

    List<Element> all(String name) {
      return Soap.all(call, name);
    }
  }

  private Soap() {}

  static Request read(String envelope) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Element root =
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(envelope)))
              .getDocumentElement();
      Element body = all(root, "Body").get(0);
      NodeList children = body.getChildNodes();
      for (int i = 0; i < children.getLength(); i++) {
        if (children.item(i) instanceof Element call) {
          return new Request(text(root, "ID"), call);
        }
      }
      throw new IOException("an envelope without a method");
    } catch (ParserConfigurationException | SAXException broken) {
      throw new IOException("no envelope", broken);
    }
  }

  static String text(Element within, String name) {
    List<Element> found = all(within, name);
    return found.isEmpty() ? "" : found.get(0).getTextContent();
  }

  static List<Element> all(Element within, String name) {
    NodeList nodes = within.getElementsByTagNameNS("*", name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  static String envelope(String id, String body) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        + "<soap-env:Envelope xmlns:soap-env=\"http://schemas.xmlsoap.org/soap/envelope/\""
        + " xmlns:soap-enc=\"http://schemas.xmlsoap.org/soap/encoding/\""
        + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
        + " xmlns:cwmp=\""
        + CWMP
        + "\"><soap-env:Header><cwmp:ID soap-env:mustUnderstand=\"1\">"
        + escaped(id)
        + "</cwmp:ID></soap-env:Header><soap-env:Body>"
        + body
        + "</soap-env:Body></soap-env:Envelope>";
  }

  static String element(String name, String text) {
    return "<" + name + ">" + escaped(text) + "</" + name + ">";
  }

  /** A fault of the device; {@code inner} is XML. */
  static String fault(String code, String text, String inner) {
    return "<soap-env:Fault><faultcode>Client</faultcode><faultstring>CWMP fault</faultstring>"
        + "<detail><cwmp:Fault>"
        + element("FaultCode", code)
        + element("FaultString", text)
        + inner
        + "</cwmp:Fault></detail></soap-env:Fault>";
  }

  static String value(String path, String type, String value) {
    return "<ParameterValueStruct>"
        + element("Name", path)
        + "<Value xsi:type=\""
        + escaped(type)
        + "\">"
        + escaped(value)
        + "</Value></ParameterValueStruct>";
  }

  static String list(String type, int size, String items) {
    return "<ParameterList soap-enc:arrayType=\"cwmp:"
        + type
        + "["
        + size
        + "]\">"
        + items
        + "</ParameterList>";
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
