package dev.redshiftpipe.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redshiftpipe.local.http.AwsError;

/** Operations on event buses. */
final class BusOperations {
  private final RuleBook book;
  private final Arns arns;

  BusOperations(RuleBook book, Arns arns) {
    this.book = book;
    this.arns = arns;
  }

  ObjectNode create(ObjectNode request) throws AwsError {
    String name = Requests.text(request, "Name");
    if (request.hasNonNull("EventSourceName")) {
      throw new AwsError(400, "ValidationException", "partner event sources are not known here");
    }
    book.createBus(name);
    return Requests.empty().put("EventBusArn", arns.bus(name));
  }

  ObjectNode delete(ObjectNode request) throws AwsError {
    book.deleteBus(Requests.text(request, "Name"));
    return Requests.empty();
  }

  ObjectNode describe(ObjectNode request) throws AwsError {
    String name = Arns.busName(request.path("Name").asText(RuleBook.DEFAULT_BUS));
    book.rules(name); // throws where there is no such bus
    return bus(name);
  }

  ObjectNode list(ObjectNode request) {
    String prefix = request.path("NamePrefix").asText("");
    return Requests.page(
        request,
        "EventBuses",
        book.buses().stream().filter(name -> name.startsWith(prefix)).map(this::bus).toList());
  }

  private ObjectNode bus(String name) {
    return Requests.empty().put("Name", name).put("Arn", arns.bus(name));
  }
}
