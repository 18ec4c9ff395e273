package dev.redshiftpipe.local.warehouse.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** SET, RESET and SHOW; what only Redshift knows is kept under a name of the stand-in's own. */
final class Settings {
  private static final Set<String> REDSHIFT =
      Set.of(
          "query_group",
          "analyze_threshold_percent",
          "cast_super_null_on_error",
          "datashare_break_glass_session_var",
          "default_geometry_encoding",
          "describe_field_name_in_uppercase",
          "downcase_delimited_identifier",
          "enable_case_sensitive_super_attribute",
          "enable_numeric_rounding",
          "enable_result_cache_for_session",
          "enable_vacuum_boost",
          "error_on_nondeterministic_update",
          "json_serialization_enable",
          "json_serialization_parse_nested_strings",
          "max_concurrency_scaling_clusters",
          "max_cursor_result_set_size",
          "mv_enable_aqmv_for_session",
          "navigate_super_null_on_error",
          "parse_super_null_on_error",
          "spectrum_enable_pseudo_columns",
          "stored_proc_log_min_messages",
          "use_fips_ssl",
          "wlm_query_slot_count");

  private Settings() {}

  static Command command(List<Token> tokens) throws Refusal {
    TokenReader reader = new TokenReader(tokens);
    if (reader.sees("SHOW", "DATASHARES")) {
      return Datashares.show(tokens);
    }
    Token verb = reader.next();
    List<Token> out = new ArrayList<>();
    out.add(verb);
    if (verb.is("SET") && reader.peek().isAny("SESSION", "LOCAL")) {
      if (reader.peek().is("LOCAL")) {
        out.add(reader.next());
      } else if (!reader.sees("SESSION", "AUTHORIZATION")) {
        reader.next();
      }
    }
    Token name = reader.peek();
    if (name.is("enable_case_sensitive_identifier") && verb.is("SET")) {
      throw Refusal.standInCannot("SET enable_case_sensitive_identifier");
    }
    if (name.kind() == Token.Kind.WORD && REDSHIFT.contains(name.name())) {
      reader.next();
      out.add(Token.word("redshift." + name.name(), name));
    }
    for (Token token : reader.rest()) {
      out.add(token);
    }
    return new Command.Settle(Rendered.of(out));
  }
}
