package dev.redshiftpipe.setup;

import java.util.Set;

/**
 * What a warehouse says of one of its data shares. Source: developer guide, SVV_DATASHARES,
 * SVV_DATASHARE_OBJECTS, SVV_DATASHARE_CONSUMERS.
 *
 * @param exists whether there is a share of that name
 * @param objects {@code type name}, such as {@code schema public}, {@code table public.orders}
 * @param includesNew schemas whose tables to come are shared as well
 * @param consumers namespaces and accounts
 * @param producer the namespace that gives it; empty where there is no share
 */
public record ShareState(
    boolean exists,
    boolean isPublic,
    Set<String> objects,
    Set<String> includesNew,
    Set<String> consumers,
    String producer) {
  /** There is no share of that name. */
  public static final ShareState NONE =
      new ShareState(false, false, Set.of(), Set.of(), Set.of(), "");

  public ShareState {
    objects = Set.copyOf(objects);
    includesNew = Set.copyOf(includesNew);
    consumers = Set.copyOf(consumers);
  }

  boolean hasSchema(String schema) {
    return objects.contains("schema " + schema);
  }

  boolean hasTable(String table) {
    return objects.stream().anyMatch(object -> object.endsWith(" " + table));
  }
}
