package dev.redshiftpipe.local.machine;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports of this machine's loopback addresses. */
public final class LoopbackPort {
  private LoopbackPort() {}

  /**
   * Makes sure that nobody listens at any loopback address: clients take {@code localhost} for
   * either of them, and must not end up with two services.
   *
   * @param port 0 is always free
   * @param use what is to listen there, for instance {@code the warehouse}
   * @param property the system property that chooses another
   * @throws PortInUseException naming port, use and property
   */
  public static void requireFree(int port, String use, String property) throws IOException {
    for (InetAddress address : addresses()) {
      try (ServerSocket socket = new ServerSocket()) {
        // as those who will listen: what has just been closed there is in nobody's way
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address, port));
      } catch (IOException e) {
        throw new PortInUseException(port, use, property, e);
      }
    }
  }

  private static List<InetAddress> addresses() throws IOException {
    List<InetAddress> addresses = new ArrayList<>();
    addresses.add(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    InetAddress ipv6 = Inet6Address.getByName("::1");
    if (NetworkInterface.getByInetAddress(ipv6) != null) {
      addresses.add(ipv6);
    }
    return addresses;
  }
}
