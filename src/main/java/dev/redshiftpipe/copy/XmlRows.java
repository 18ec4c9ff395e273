package dev.redshiftpipe.copy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Makes JSON lines of XML, one for each element of a name, wherever it stands. Reads and writes as
 * it goes: never more than one row is in memory.
 *
 * <p>Attributes and child elements become members, by their local names in lower case, as COPY maps
 * them to columns. Texts stay texts; an empty element is null; an element that comes several times
 * is an array; one with children or attributes of its own is an object, its text under {@code
 * value}. Document types and entities are not read.
 */
public final class XmlRows {
  /** COPY's limit for a row (developer guide, COPY from JSON). */
  private static final int LONGEST = 4 << 20;

  private static final int DEEPEST = 100;

  /** So much of a file may be one text, comment, or tag with its attributes. */
  private static final int LONGEST_UNIT = 16 << 20;

  /** What JSON puts around a name or a value; so what is empty counts too. */
  private static final int AROUND = 4;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String element;
  private int characters;
  private BoundedReads source = new BoundedReads(InputStream.nullInputStream(), 0);

  /**
   * @param element the local name of the element that is a row
   */
  public XmlRows(String element) {
    this.element = element;
  }

  /**
   * Writes a line for each row; their number.
   *
   * @throws BadXmlException when it is no well-formed XML, has a document type, or a row is longer
   *     than 4 MB or deeper than 100 elements, or a tag or a comment longer than 16 MB
   * @throws IOException of the streams
   */
  public long convert(InputStream xml, OutputStream lines) throws IOException {
    long rows = 0;
    @Nullable XMLStreamReader reader = null;
    try {
      source = new BoundedReads(xml, LONGEST_UNIT);
      reader = factory().createXMLStreamReader(source);
      while (reader.hasNext()) {
        int event = next(reader);
        if (event == XMLStreamConstants.DTD) {
          throw bad(reader, "has a document type, which is not read");
        }
        if (event == XMLStreamConstants.START_ELEMENT && reader.getLocalName().equals(element)) {
          characters = 0;
          lines.write(JSON.writeValueAsBytes(members(reader, 1)));
          lines.write("\n".getBytes(StandardCharsets.UTF_8));
          rows++;
        }
      }
      return rows;
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof IOException io) {
        throw io;
      }
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
      throw new BadXmlException("line %d: %s".formatted(line, firstLine(e)));
    } finally {
      close(reader);
    }
  }

  /** XML that no rows can be made of. */
  public static final class BadXmlException extends IOException {
    private static final long serialVersionUID = 1L;

    BadXmlException(String message) {
      super(message);
    }
  }

  private ObjectNode members(XMLStreamReader reader, int depth)
      throws XMLStreamException, IOException {
    if (depth > DEEPEST) {
      throw bad(reader, "elements are nested deeper than " + DEEPEST);
    }
    ObjectNode members = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String name = count(reader, reader.getAttributeLocalName(i));
      put(members, name, text(reader, reader.getAttributeValue(i)));
    }
    StringBuilder text = new StringBuilder();
    while (true) {
      switch (next(reader)) {
        case XMLStreamConstants.START_ELEMENT -> {
          String name = count(reader, reader.getLocalName());
          put(members, name, value(members(reader, depth + 1)));
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(count(reader, reader.getText()));
        case XMLStreamConstants.END_ELEMENT -> {
          if (!text.toString().isBlank()) {
            put(members, "value", JsonNodeFactory.instance.textNode(text.toString()));
          }
          return members;
        }
        default -> {} // comments and processing instructions
      }
    }
  }

  private int next(XMLStreamReader reader) throws XMLStreamException {
    int event = reader.next();
    source.begin();
    return event;
  }

  /** An element with nothing but a text is that text. */
  private static JsonNode value(ObjectNode members) {
    if (members.isEmpty()) {
      return JsonNodeFactory.instance.nullNode();
    }
    JsonNode only = members.get("value");
    return members.size() == 1 && only != null && only.isTextual() ? only : members;
  }

  private JsonNode text(XMLStreamReader reader, String value) throws IOException {
    return JsonNodeFactory.instance.textNode(count(reader, value));
  }

  private static void put(ObjectNode members, String name, JsonNode value) {
    String key = name.toLowerCase(Locale.ROOT);
    JsonNode before = members.get(key);
    switch (before) {
      case null -> members.set(key, value);
      case ArrayNode several -> several.add(value);
      default -> members.set(key, JsonNodeFactory.instance.arrayNode().add(before).add(value));
    }
  }

  private String count(XMLStreamReader reader, String text) throws IOException {
    characters += text.length() + AROUND;
    if (characters > LONGEST) {
      throw bad(reader, "a row is longer than 4 MB");
    }
    return text;
  }

  private static BadXmlException bad(XMLStreamReader reader, String what) {
    return new BadXmlException("line %d: %s".formatted(reader.getLocation().getLineNumber(), what));
  }

  private static String firstLine(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    return message.substring(
        message.indexOf("Message: ") < 0 ? 0 : message.indexOf("Message: ") + 9);
  }

  private static void close(@Nullable XMLStreamReader reader) throws IOException {
    try {
      if (reader != null) {
        reader.close();
      }
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
