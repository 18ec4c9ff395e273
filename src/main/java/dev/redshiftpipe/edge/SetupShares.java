package dev.redshiftpipe.edge;

import dev.redshiftpipe.pipe.Warehouse;
import dev.redshiftpipe.setup.DataShare;
import dev.redshiftpipe.setup.SetupSettings;
import dev.redshiftpipe.setup.ShareSql;
import dev.redshiftpipe.setup.ShareState;
import dev.redshiftpipe.setup.SharedDatabase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Data shares: those that are given, and databases made from those of others. */
final class SetupShares {
  private final SetupSettings settings;
  private final Map<String, Warehouse> warehouses;
  private final SetupSql sql;
  private final ShareSql shares = new ShareSql(BuiltIn::sql);
  private final Changes changes;

  SetupShares(
      SetupSettings settings, Map<String, Warehouse> warehouses, SetupSql sql, Changes changes) {
    this.settings = settings;
    this.warehouses = warehouses;
    this.sql = sql;
    this.changes = changes;
  }

  void setUp() {
    settings.shares().forEach(this::give);
    settings.sharedDatabases().forEach(this::take);
  }

  /** Removes the shares and databases that are confirmed. */
  void tearDown(Set<String> confirmed) {
    for (SharedDatabase database : settings.sharedDatabases()) {
      Warehouse warehouse = warehouse(database.warehouse());
      if (databases(warehouse, setting(database)).contains(database.database())) {
        remove(
            setting(database),
            "database " + database.database(),
            confirmed,
            () -> run(warehouse, "DROP DATABASE " + database.database(), setting(database)));
      }
    }
    for (DataShare share : settings.shares()) {
      Warehouse warehouse = warehouse(share.warehouse());
      if (state(warehouse, share).exists()) {
        remove(
            setting(share),
            "data share " + share.name(),
            confirmed,
            () -> run(warehouse, "DROP DATASHARE " + share.name(), setting(share)));
      }
    }
  }

  /** Settings of what is there and could be removed. */
  List<String> there() {
    List<String> there = new java.util.ArrayList<>();
    for (SharedDatabase database : settings.sharedDatabases()) {
      if (databases(warehouse(database.warehouse()), setting(database))
          .contains(database.database())) {
        there.add(setting(database));
      }
    }
    for (DataShare share : settings.shares()) {
      if (state(warehouse(share.warehouse()), share).exists()) {
        there.add(setting(share));
      }
    }
    return there;
  }

  private void remove(String setting, String what, Set<String> confirmed, Runnable action) {
    if (confirmed.contains(setting)) {
      changes.remove(setting, what, action);
    } else {
      changes.keep(setting, "%s: --remove-data --confirm %s".formatted(what, setting));
    }
  }

  private void give(DataShare share) {
    Warehouse warehouse = warehouse(share.warehouse());
    ShareState is = state(warehouse, share);
    List<String> missing = ShareSql.missing(share, is);
    if (missing.isEmpty()) {
      changes.keep(setting(share), "data share " + share.name());
    }
    for (String statement : missing) {
      Runnable action = () -> run(warehouse, statement, setting(share));
      if (statement.startsWith("CREATE")) {
        changes.make(setting(share), statement, action);
      } else {
        changes.change(setting(share), statement, action);
      }
    }
    for (String account : share.accounts()) {
      changes.byHand(
          setting(share),
          "in the account of the warehouse: aws redshift authorize-data-share --data-share-arn %s"
                  .formatted(arn(warehouse, is, share.name(), ""))
              + " --consumer-identifier "
              + account);
    }
  }

  private void take(SharedDatabase database) {
    Warehouse warehouse = warehouse(database.warehouse());
    if (databases(warehouse, setting(database)).contains(database.database())) {
      changes.keep(setting(database), "database " + database.database());
      return;
    }
    if (!database.account().isEmpty()) {
      changes.byHand(
          setting(database),
          "in the account of the warehouse, before the database can be made: aws redshift"
              + " associate-data-share-consumer --associate-entire-account --data-share-arn "
              + "arn:aws:redshift:REGION:%s:datashare:%s/%s"
                  .formatted(database.account(), database.namespace(), database.share()));
    }
    changes.make(
        setting(database), database.sql(), () -> run(warehouse, database.sql(), setting(database)));
  }

  private void run(Warehouse warehouse, String statement, String subject) {
    sql.oneByOne(warehouse, List.of(statement), subject);
  }

  private ShareState state(Warehouse warehouse, DataShare share) {
    return ShareSql.read(sql.rows(warehouse, shares.ask(share.name()), setting(share)));
  }

  private List<String> databases(Warehouse warehouse, String subject) {
    return sql.rows(warehouse, shares.databases(), subject).stream()
        .map(row -> row.get(0))
        .toList();
  }

  private static String arn(Warehouse warehouse, ShareState is, String share, String account) {
    return "arn:aws:redshift:%s:%s:datashare:%s/%s"
        .formatted(
            warehouse.region().isEmpty() ? "REGION" : warehouse.region(),
            account.isEmpty() ? "ACCOUNT" : account,
            is.producer().isEmpty() ? "NAMESPACE" : is.producer(),
            share);
  }

  private Warehouse warehouse(String name) {
    return Objects.requireNonNull(warehouses.get(name));
  }

  private static String setting(DataShare share) {
    return "share." + share.name();
  }

  private static String setting(SharedDatabase database) {
    return "shared-database." + database.database();
  }
}
