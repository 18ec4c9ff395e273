package dev.redshiftpipe.infer;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The elements of some samples of XML.
 *
 * @param row the local name of the element that comes most often, of those that are nearest to the
 *     root and come several times; or else of the first below the root, or of the root
 * @param count how often it comes
 * @param arrays local names, in lower case, of its children that come several times in some rows
 */
record XmlElements(String row, int count, List<String> arrays) {
  /** What was seen of the elements at one path. */
  private static final class Place {
    private int count;
    private boolean hasParts;
    private boolean comesAgain;
  }

  /**
   * @throws InferException when no sample has an element
   */
  static XmlElements of(List<Sample> samples) {
    Map<List<String>, Place> places = new LinkedHashMap<>();
    for (Sample sample : samples) {
      try {
        read(sample, places);
      } catch (XMLStreamException | RuntimeException e) {
        // cut off, or refused when it is converted: then the reason is told
        continue;
      }
    }
    if (places.isEmpty()) {
      throw new InferException(samples.get(0).name() + " has no whole element of XML");
    }
    Map.Entry<List<String>, Place> row = row(places);
    Set<String> arrays = new TreeSet<>();
    places.forEach(
        (path, place) -> {
          boolean isChild = path.subList(0, path.size() - 1).equals(row.getKey());
          if (isChild && place.comesAgain) {
            arrays.add(path.getLast().toLowerCase(Locale.ROOT));
          }
        });
    return new XmlElements(row.getKey().getLast(), row.getValue().count, List.copyOf(arrays));
  }

  private static Map.Entry<List<String>, Place> row(Map<List<String>, Place> places) {
    return places.entrySet().stream()
        .min(
            Comparator.<Map.Entry<List<String>, Place>>comparingInt(XmlElements::rank)
                .thenComparingInt(one -> -one.getValue().count))
        .orElseThrow();
  }

  /** Those that come again and have parts first, the nearer to the root the better. */
  private static int rank(Map.Entry<List<String>, Place> one) {
    int depth = one.getKey().size();
    boolean isRow = one.getValue().comesAgain && one.getValue().hasParts && depth > 1;
    boolean isOnly = one.getValue().hasParts && depth == 2;
    return isRow ? depth : isOnly ? 1_000 : 2_000 + depth;
  }

  private static void read(Sample sample, Map<List<String>, Place> places)
      throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader reader =
        factory.createXMLStreamReader(new ByteArrayInputStream(sample.bytes()));
    List<String> path = new ArrayList<>();
    List<Set<String>> seen = new ArrayList<>(List.of(new LinkedHashSet<>()));
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        if (places.containsKey(path)) {
          places.get(path).hasParts = true;
        }
        boolean isFirst = seen.getLast().add(reader.getLocalName());
        path.add(reader.getLocalName());
        seen.add(new LinkedHashSet<>());
        Place place = places.computeIfAbsent(List.copyOf(path), each -> new Place());
        place.count++;
        place.comesAgain |= !isFirst;
        place.hasParts |= reader.getAttributeCount() > 0;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        path.removeLast();
        seen.removeLast();
      }
    }
  }
}
