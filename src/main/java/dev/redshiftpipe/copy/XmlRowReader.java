package dev.redshiftpipe.copy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.copy.XmlRows.BadXmlException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of one XML file, one after the other. All that a parser throws is the file's
 * fault, but for what the source of the bytes threw.
 */
final class XmlRowReader implements AutoCloseable {
  private static final int DEEPEST = 100;

  /** What JSON puts around a name or a value; so what is empty counts too. */
  private static final int AROUND = 4;

  private final List<String> path;
  private final Set<String> arrays;
  private final List<String> open = new ArrayList<>();
  private final XmlText text;
  private final XMLStreamReader reader;
  private ObjectNode row = JsonNodeFactory.instance.objectNode();
  private int characters;

  XmlRowReader(InputStream xml, List<String> path, Set<String> arrays) throws IOException {
    this.path = path;
    this.arrays = arrays;
    this.text = new XmlText(xml);
    try {
      this.reader = factory().createXMLStreamReader(text);
    } catch (XMLStreamException | RuntimeException e) {
      throw fault(e, 1);
    }
  }

  /** Whether there is another row, which is read. */
  boolean next() throws IOException {
    try {
      while (reader.hasNext()) {
        switch (event()) {
          case XMLStreamConstants.DTD -> throw bad("has a document type, which is not read");
          case XMLStreamConstants.START_ELEMENT -> {
            open.add(reader.getLocalName());
            if (isRow()) {
              characters = 0;
              row = element(1, false).row();
              open.removeLast();
              return true;
            }
          }
          case XMLStreamConstants.END_ELEMENT -> open.removeLast();
          default -> {} // text between rows, comments and processing instructions
        }
      }
      text.rethrow(); // an end of the source that the parser took for the file's
      return false;
    } catch (XMLStreamException | RuntimeException | StackOverflowError e) {
      throw fault(e, reader.getLocation().getLineNumber());
    }
  }

  /** The last one. */
  ObjectNode row() {
    return row;
  }

  BadXmlException bad(String what) {
    return new BadXmlException("line %d: %s".formatted(reader.getLocation().getLineNumber(), what));
  }

  private boolean isRow() {
    return open.size() >= path.size()
        && open.subList(open.size() - path.size(), open.size()).equals(path);
  }

  /**
   * An element.
   *
   * @param members its attributes and children
   * @param text empty for none
   */
  private record Element(ObjectNode members, String text) {
    ObjectNode row() {
      if (!text.isEmpty()) {
        put(members, "value", JsonNodeFactory.instance.textNode(text), false);
      }
      return members;
    }

    /** With nothing but a text it is that text. */
    JsonNode value() {
      if (!members.isEmpty()) {
        return row();
      }
      return text.isEmpty()
          ? JsonNodeFactory.instance.nullNode()
          : JsonNodeFactory.instance.textNode(text);
    }
  }

  /** Reads on to the end of the element that has just begun. */
  private Element element(int depth, boolean isSpaceAround) throws XMLStreamException, IOException {
    if (depth > DEEPEST) {
      throw bad("elements are nested deeper than " + DEEPEST);
    }
    String name = reader.getLocalName();
    boolean isNil = isNil(reader);
    boolean keepsSpace = keepsSpace(reader, isSpaceAround);
    Element element = attributes();
    boolean hasContent = false;
    StringBuilder text = new StringBuilder();
    int event = event();
    while (event != XMLStreamConstants.END_ELEMENT) {
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> {
          String child = count(reader.getLocalName());
          JsonNode value = element(depth + 1, keepsSpace).value();
          put(element.members, child, value, arrays.contains(lower(child)));
          hasContent = true;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(count(reader.getText()));
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw bad("has an entity, &" + reader.getLocalName() + ";, which is not read");
        default -> {} // comments and processing instructions
      }
      event = event();
    }
    boolean hasText = keepsSpace ? !text.isEmpty() : !text.toString().isBlank();
    if (isNil && depth > 1) {
      if (hasContent || hasText) {
        throw bad("element " + name + " has xsi:nil and content");
      }
      return new Element(JsonNodeFactory.instance.objectNode(), "");
    }
    return new Element(element.members, hasText ? text.toString() : "");
  }

  private Element attributes() throws IOException {
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (!isMarkup(reader.getAttributeNamespace(i), reader.getAttributeLocalName(i))) {
        String name = count(reader.getAttributeLocalName(i));
        String value = count(reader.getAttributeValue(i));
        put(members, name, JsonNodeFactory.instance.textNode(value), false);
      }
    }
    return new Element(members, "");
  }

  // XML Schema part 1, 2.6: type, nil, schemaLocation and noNamespaceSchemaLocation speak of the
  // element, and XML 2.10: xml:space of its white space
  private static boolean isMarkup(@Nullable String namespace, String name) {
    return XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(namespace)
        || (XMLConstants.XML_NS_URI.equals(namespace) && name.equals("space"));
  }

  private static boolean isNil(XMLStreamReader reader) {
    String nil = reader.getAttributeValue(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil");
    return nil != null && nil.strip().matches("(?i)true|1");
  }

  private static boolean keepsSpace(XMLStreamReader reader, boolean isSpaceAround) {
    String space = reader.getAttributeValue(XMLConstants.XML_NS_URI, "space");
    return space == null ? isSpaceAround : space.equals("preserve");
  }

  private static void put(ObjectNode members, String name, JsonNode value, boolean isArray) {
    String key = lower(name);
    JsonNode before = members.get(key);
    switch (before) {
      case ArrayNode several -> several.add(value);
      case null -> members.set(key, isArray ? members.arrayNode().add(value) : value);
      default -> members.set(key, members.arrayNode().add(before).add(value));
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private int event() throws XMLStreamException {
    int event = reader.next();
    text.begin();
    return event;
  }

  private String count(String text) throws IOException {
    characters += text.length() + AROUND;
    if (characters > XmlRows.LONGEST) {
      throw bad("a row is longer than 4 MB");
    }
    return text;
  }

  /** What is to be thrown when the parser threw. */
  private IOException fault(Throwable thrown, int line) throws IOException {
    text.rethrow();
    String message = String.valueOf(thrown.getMessage());
    int begin = message.indexOf("Message: ");
    return new BadXmlException(
        "line %d: %s"
            .formatted(
                line, begin < 0 ? message : message.substring(begin + "Message: ".length())));
  }

  @Override
  public void close() throws IOException {
    try {
      reader.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    // Java's own limits are for whole documents; since Java 24 it refuses the 100,001st character
    // that is written as a reference (java.xml, implementation specific properties)
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", 0);
    factory.setProperty("jdk.xml.totalEntitySizeLimit", 0);
    factory.setProperty("jdk.xml.elementAttributeLimit", 10_000);
    factory.setProperty("jdk.xml.maxElementDepth", 1_000);
    return factory;
  }
}
