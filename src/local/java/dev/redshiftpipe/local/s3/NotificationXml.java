package dev.redshiftpipe.local.s3;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** {@code NotificationConfiguration} as the S3 API writes it. */
final class NotificationXml {
  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

  private NotificationXml() {}

  static BucketNotification read(byte[] xml) throws IOException {
    if (xml.length == 0) {
      return BucketNotification.NONE;
    }
    var queues = new ArrayList<QueueConfiguration>();
    boolean eventBridge = false;
    for (Element element : children(root(xml))) {
      switch (element.getLocalName()) {
        case "QueueConfiguration" -> queues.add(queue(element));
        case "EventBridgeConfiguration" -> eventBridge = true;
        default ->
            throw Refusal.notImplemented(
                element.getLocalName() + " is not supported here; use a queue or EventBridge");
      }
    }
    return new BucketNotification(queues, eventBridge);
  }

  private static Element root(byte[] xml) throws IOException {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml)).getDocumentElement();
    } catch (SAXException e) {
      throw Refusal.malformed("no XML: " + e.getMessage());
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static QueueConfiguration queue(Element element) {
    String id = text(element, "Id");
    String arn = text(element, "Queue");
    if (arn == null) {
      throw Refusal.malformed("QueueConfiguration without Queue");
    }
    List<String> events =
        children(element).stream()
            .filter(child -> child.getLocalName().equals("Event"))
            .map(child -> child.getTextContent().strip())
            .toList();
    String prefix = "";
    String suffix = "";
    for (Element rule : rules(element)) {
      String name = text(rule, "Name");
      String value = text(rule, "Value");
      switch (name == null ? "" : name.toLowerCase(Locale.ROOT)) {
        case "prefix" -> prefix = value == null ? "" : value;
        case "suffix" -> suffix = value == null ? "" : value;
        default ->
            throw Refusal.invalidArgument("filter rule name must be either prefix or suffix");
      }
    }
    return new QueueConfiguration(
        id == null || id.isEmpty() ? UUID.randomUUID().toString() : id,
        arn,
        events,
        prefix,
        suffix);
  }

  private static List<Element> rules(Element queue) {
    return children(queue).stream()
        .filter(child -> child.getLocalName().equals("Filter"))
        .flatMap(filter -> children(filter).stream())
        .flatMap(key -> children(key).stream())
        .toList();
  }

  private static List<Element> children(Element parent) {
    var children = new ArrayList<Element>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  private static @Nullable String text(Element parent, String name) {
    return children(parent).stream()
        .filter(child -> child.getLocalName().equals(name))
        .map(Element::getTextContent)
        .findFirst()
        .orElse(null);
  }

  static byte[] write(BucketNotification notification) {
    var bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("NotificationConfiguration");
      xml.writeDefaultNamespace(NAMESPACE);
      for (QueueConfiguration queue : notification.queues()) {
        write(queue, xml);
      }
      if (notification.eventBridge()) {
        xml.writeEmptyElement("EventBridgeConfiguration");
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(QueueConfiguration queue, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeStartElement("QueueConfiguration");
    leaf(xml, "Id", queue.id());
    leaf(xml, "Queue", queue.queueArn());
    for (String event : queue.events()) {
      leaf(xml, "Event", event);
    }
    if (!queue.prefix().isEmpty() || !queue.suffix().isEmpty()) {
      xml.writeStartElement("Filter");
      xml.writeStartElement("S3Key");
      rule(xml, "prefix", queue.prefix());
      rule(xml, "suffix", queue.suffix());
      xml.writeEndElement();
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void rule(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    if (!value.isEmpty()) {
      xml.writeStartElement("FilterRule");
      leaf(xml, "Name", name);
      leaf(xml, "Value", value);
      xml.writeEndElement();
    }
  }

  private static void leaf(XMLStreamWriter xml, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }
}
