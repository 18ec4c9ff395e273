package dev.redshiftpipe.endtoend;

import dev.redshiftpipe.iam.Calls;
import dev.redshiftpipe.local.Patience;
import dev.redshiftpipe.local.StandIn;
import dev.redshiftpipe.local.StandInOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.StatementData;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A stand-in with two queues, a control bucket and the bucket {@code landing} that notifies the
 * pipe; and the pipes that run there.
 *
 * <p>As an extension it prints the logs of all pipes when a test fails, and stops everything when
 * its class is done. Then it fails the class when a pipe made a call that the policies of its
 * settings do not allow, or when a secret was written.
 */
public final class Site
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, AutoCloseable {
  /** For sites whose processes are killed: so much later comes back what went to one of them. */
  static final String SOON_BACK = "queue.visibility = 3s";

  private static final String NOTIFICATIONS = "notifications";
  private static final String DEAD_LETTERS = "dead-letters";

  private final StandIn standIn;
  private final List<PipeProcess> pipes = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private final S3Client s3;
  private final SqsClient sqs;
  private final EventBridgeClient eventBridge;
  private final RedshiftDataClient redshiftData;
  private final String notifications;
  private final String deadLetters;
  private final Calls calls = new Calls();

  private Site(StandIn standIn) {
    this.standIn = standIn;
    this.s3 = client(S3Client.builder().forcePathStyle(true)).build();
    this.sqs = client(SqsClient.builder()).build();
    this.eventBridge = client(EventBridgeClient.builder()).build();
    this.redshiftData = client(RedshiftDataClient.builder()).build();
    this.notifications = queue(NOTIFICATIONS);
    this.deadLetters = queue(DEAD_LETTERS);
    s3.createBucket(request -> request.bucket("control"));
    s3.createBucket(request -> request.bucket("landing"));
    s3.putBucketNotificationConfiguration(
        request ->
            request
                .bucket("landing")
                .notificationConfiguration(
                    all ->
                        all.queueConfigurations(
                            one ->
                                one.queueArn(notificationsArn()).events(Event.S3_OBJECT_CREATED))));
  }

  public static Site open(StandInOptions options) {
    try {
      return new Site(StandIn.start(options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Site open() {
    return open(StandInOptions.forTests());
  }

  public S3Client s3() {
    return s3;
  }

  EventBridgeClient eventBridge() {
    return eventBridge;
  }

  /** The database that the pipes load into, unless their settings name another. */
  public Warehouse warehouse() {
    return warehouse("dev");
  }

  Warehouse warehouse(String database) {
    return new Warehouse(redshiftData, database);
  }

  /** Starts a pipe with the settings of this site and some more; later ones count. */
  PipeProcess start(String... settings) {
    return startIn(folder(settings));
  }

  /** An empty folder but for application.properties. */
  public Path folder(String... settings) {
    try {
      Path folder = Files.createTempDirectory("end-to-end");
      folders.add(folder);
      List<String> lines = new ArrayList<>();
      lines.add("control = s3://control/pipes/");
      lines.add("queue.notifications = " + NOTIFICATIONS);
      lines.add("queue.dead-letters = " + DEAD_LETTERS);
      lines.add("warehouse.default.workgroup = " + Warehouse.WORKGROUP);
      lines.add("warehouse.default.database = dev");
      lines.add("batch.linger = 200ms");
      lines.add("queue.visibility = 10s");
      lines.addAll(List.of(settings));
      Files.write(folder.resolve("application.properties"), lines);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Settings of pipes that load CSV from {@code s3://landing/NAME/} into {@code public.NAME}; makes
   * the tables.
   */
  String[] csvPipes(String... names) {
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      warehouse().table("public." + name);
      lines.add("pipe.%s.from = s3://landing/%s/".formatted(name, name));
      lines.add("pipe.%s.into = public.%s".formatted(name, name));
      lines.add("pipe.%s.format = csv".formatted(name));
    }
    return lines.toArray(String[]::new);
  }

  /** What a process needs to find the stand-in. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL", standIn.endpoint().toString(),
        "AWS_REGION", "us-east-1",
        "AWS_ACCESS_KEY_ID", "local",
        "AWS_SECRET_ACCESS_KEY", "local");
  }

  /** Starts the jar as it is. */
  PipeProcess startJar(Path folder) {
    List<String> java = List.of("-jar", PipeProcess.packagedJar().toString());
    return adopt(PipeProcess.start(folder, java, environment()));
  }

  public PipeProcess startIn(Path folder) {
    return adopt(PipeProcess.start(folder, standIn.endpoint()));
  }

  /** Takes care of a pipe that was started in another way. */
  PipeProcess adopt(PipeProcess pipe) {
    pipes.add(pipe);
    return pipe;
  }

  /** Puts an object into {@code landing}. */
  void put(String key, String content) {
    put(key, RequestBody.fromString(content));
  }

  public void put(String key, RequestBody content) {
    s3.putObject(request -> request.bucket("landing").key(key), content);
  }

  /** Sends a message to the pipes' queue by hand. */
  void send(String body) {
    send(body, Duration.ZERO);
  }

  /** Sends a message that becomes visible after a delay. */
  public void send(String body, Duration delay) {
    sqs.sendMessage(
        request ->
            request
                .queueUrl(notifications)
                .messageBody(body)
                .delaySeconds((int) delay.toSeconds()));
  }

  /** Sends a message to another queue. */
  void sendTo(String queueUrl, String body) {
    sqs.sendMessage(request -> request.queueUrl(queueUrl).messageBody(body));
  }

  String notificationsArn() {
    return arn(notifications);
  }

  String arn(String queueUrl) {
    return attribute(queueUrl, QueueAttributeName.QUEUE_ARN);
  }

  /** Waits until the pipes have deleted every message. */
  void awaitEmptyQueue() {
    await().until(() -> waiting() == 0);
  }

  /** Messages for the pipes, visible or not. */
  public int waiting() {
    return messages(notifications);
  }

  /** Names of the dead letters of a pipe in S3. */
  public List<String> letters(String pipe) {
    return s3
        .listObjectsV2Paginator(
            request -> request.bucket("control").prefix("pipes/dead-letters/" + pipe + "/"))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  /** Names of the statements that begin like this and have finished. */
  List<String> statements(String begin) {
    return statements(begin, StatusString.FINISHED);
  }

  /** Names of the statements that begin like this and stand so. */
  List<String> statements(String begin, StatusString status) {
    return redshiftData
        .listStatementsPaginator(request -> request.status(status).maxResults(100))
        .statements()
        .stream()
        .map(StatementData::statementName)
        .filter(name -> name != null && name.startsWith(begin))
        .toList();
  }

  public void pauseWarehouse() {
    standIn.pauseWarehouse();
  }

  public void resumeWarehouse() {
    standIn.resumeWarehouse();
  }

  /** Breaks all connections to the warehouse, as a restart does. */
  public void dropConnections() {
    standIn.dropConnections();
  }

  public int deadLetters() {
    return messages(deadLetters);
  }

  /** Takes a dead letter from its queue, and deletes it there. */
  public String takeDeadLetter() {
    return await().until(() -> take(deadLetters, 1), taken -> !taken.isEmpty()).getFirst();
  }

  /** Takes what a queue has, ten messages at most, and deletes it there; waits for a second. */
  List<String> take(String queueUrl) {
    return take(queueUrl, 10);
  }

  private List<String> take(String queueUrl, int most) {
    List<Message> messages =
        sqs.receiveMessage(
                request -> request.queueUrl(queueUrl).maxNumberOfMessages(most).waitTimeSeconds(1))
            .messages();
    messages.forEach(
        message ->
            sqs.deleteMessage(
                request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle())));
    return messages.stream().map(Message::body).toList();
  }

  /** Long enough for a process to start and load on a busy machine. */
  static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Patience.LONG)
        .pollInterval(Duration.ofMillis(200))
        .pollDelay(Duration.ZERO);
  }

  /** Kills all pipes that were started. */
  void killAll() {
    pipes.forEach(PipeProcess::kill);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      for (PipeProcess pipe : pipes) {
        System.err.printf("--- log of a pipe, for %s%n%s%n", context.getDisplayName(), pipe.log());
      }
    }
    // now: folders of a test are gone when its class is done
    SecretsOutside.check(pipes.stream().filter(PipeProcess::hasLog).map(PipeProcess::log).toList());
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    standIn.onCall(calls);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    killAll();
    List<String> written = new ArrayList<>();
    try {
      written.addAll(SecretsOutside.texts(s3, sqs, deadLetters));
    } finally {
      close();
    }
    SecretsOutside.check(written);
    calls.check(context.getRequiredTestClass().getSimpleName());
  }

  @Override
  public void close() {
    killAll();
    s3.close();
    sqs.close();
    eventBridge.close();
    redshiftData.close();
    standIn.close();
    for (Path folder : folders) {
      org.assertj.core.util.Files.delete(folder.toFile());
    }
  }

  /** Makes a queue; its URL. */
  String queue(String name) {
    return sqs.createQueue(
            request ->
                request
                    .queueName(name)
                    .attributes(Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600")))
        .queueUrl();
  }

  /** Messages of a queue, visible or not. */
  int messages(String queueUrl) {
    var counts =
        List.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
    Map<QueueAttributeName, String> attributes =
        sqs.getQueueAttributes(request -> request.queueUrl(queueUrl).attributeNames(counts))
            .attributes();
    return attributes.values().stream().mapToInt(Integer::parseInt).sum();
  }

  private String attribute(String queueUrl, QueueAttributeName name) {
    return sqs.getQueueAttributes(request -> request.queueUrl(queueUrl).attributeNames(name))
        .attributes()
        .getOrDefault(name, "");
  }

  private <B extends AwsClientBuilder<B, ?>> B client(B builder) {
    return builder
        .endpointOverride(standIn.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
  }
}
