package dev.redshiftpipe.bench.usual;

import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** One of the usual ways as a process. Says when it is ready. */
public final class UsualProcess {
  static final String READY = "the routes are up";
  static final String WAY = "USUAL_WAY";
  static final String QUEUE = "USUAL_QUEUE";

  private UsualProcess() {}

  public static void main(String[] args) throws Exception {
    Map<String, String> environment = System.getenv();
    String queue = environment.getOrDefault(QUEUE, "");
    SqsClient sqs = SqsClient.builder().httpClientBuilder(http()).build();
    S3Client s3 = S3Client.builder().httpClientBuilder(http()).forcePathStyle(true).build();
    // a state machine retries what its Retry says, and nothing beneath it does
    RedshiftDataClient redshift =
        RedshiftDataClient.builder()
            .httpClientBuilder(http())
            .overrideConfiguration(each -> each.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    Copies copies = new Copies(redshift);
    RouteBuilder routes =
        environment.getOrDefault(WAY, "").equals("minute")
            ? new BatchPerMinute(new Minute(sqs, s3, copies, queue))
            : new StateMachine(copies, queue);
    Main main = new Main();
    main.bind("sqs", sqs);
    main.configure().addRoutesBuilder(routes);
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterStart(BaseMainSupport started) {
            System.out.println(READY);
          }
        });
    main.run(args);
  }

  private static Apache5HttpClient.Builder http() {
    return Apache5HttpClient.builder().maxConnections(100);
  }
}
