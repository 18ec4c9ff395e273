package dev.redshiftpipe.edge;

import java.util.List;

/** Lets tests of the route files see which of them the jar names. */
public final class RouteNames {
  private RouteNames() {}

  public static List<String> builtIn() {
    return BuiltIn.ROUTES;
  }
}
