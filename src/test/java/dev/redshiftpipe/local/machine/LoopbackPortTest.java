package dev.redshiftpipe.local.machine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackPortTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "0.0.0.0"})
  void in_use_is_named_with_what_to_do(String address) throws Exception {
    InetAddress host = InetAddress.getByName(address);
    Assumptions.assumeTrue(
        host.isAnyLocalAddress() || NetworkInterface.getByInetAddress(host) != null,
        "this machine has no " + address);
    try (ServerSocket other = new ServerSocket(0, 1, host)) {
      int port = other.getLocalPort();

      assertThatThrownBy(() -> LoopbackPort.requireFree(port, "the AWS endpoint", "port"))
          .isInstanceOf(PortInUseException.class)
          .hasMessage(
              "port %d for the AWS endpoint is in use; stop what listens there, or choose another"
                  + " by -Dport=",
              port);
    }
  }
}
