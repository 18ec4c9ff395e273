package dev.redshiftpipe.local.events;

/** Names of buses and rules. */
record Arns(String region, String account) {
  String bus(String bus) {
    return prefix() + "event-bus/" + bus;
  }

  String rule(Rule rule) {
    return rule.bus().equals(RuleBook.DEFAULT_BUS)
        ? prefix() + "rule/" + rule.name()
        : prefix() + "rule/" + rule.bus() + "/" + rule.name();
  }

  private String prefix() {
    return "arn:aws:events:" + region + ":" + account + ":";
  }

  /** The name in what may be a name or an ARN of a bus. */
  static String busName(String nameOrArn) {
    return nameOrArn.startsWith("arn:")
        ? nameOrArn.substring(nameOrArn.indexOf("/") + 1)
        : nameOrArn;
  }
}
