package dev.redshiftpipe.local.warehouse;

import dev.redshiftpipe.local.machine.LoopbackPort;
import dev.redshiftpipe.local.machine.PortInUseException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port that {@code psql} knocks at. A client that names no database is let into a default one:
 * libpq then asks for a database named like the user (PostgreSQL documentation, libpq, dbname),
 * which Redshift has not.
 */
public final class PsqlDoor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PsqlDoor.class);
  // PostgreSQL documentation, message formats: the codes that stand in place of a protocol version
  private static final int CANCEL = 80877102;
  private static final int SSL = 80877103;
  private static final int GSS_ENCRYPTION = 80877104;
  private static final int LARGEST_STARTUP = 10_000;

  private final List<ServerSocket> doors = new ArrayList<>();
  private final int postgresPort;
  private final String database;

  private PsqlDoor(int postgresPort, String database) {
    this.postgresPort = postgresPort;
    this.database = database;
  }

  /**
   * Opens the door at the loopback addresses.
   *
   * @param port 0 for any free one
   * @param postgresPort where PostgreSQL listens
   * @param database for clients that name none
   * @throws PortInUseException naming the port
   */
  public static PsqlDoor open(int port, int postgresPort, String database) throws IOException {
    LoopbackPort.requireFree(port, "the warehouse", "warehouse.port");
    PsqlDoor door = new PsqlDoor(postgresPort, database);
    door.listen(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    try {
      door.listen(InetAddress.getByName("::1"), door.port());
    } catch (SocketException e) {
      LOG.debug("there is no ::1 on this machine", e);
    }
    return door;
  }

  public int port() {
    return doors.get(0).getLocalPort();
  }

  @Override
  public void close() {
    for (ServerSocket door : doors) {
      try {
        door.close();
      } catch (IOException e) {
        LOG.debug("the door was closed already", e);
      }
    }
  }

  private void listen(InetAddress address, int port) throws IOException {
    ServerSocket socket = new ServerSocket(port, 50, address);
    doors.add(socket);
    Thread.ofVirtual().name("psql-door").start(() -> accept(socket));
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        LOG.debug("the door is closed", e);
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket postgres = new Socket(InetAddress.getLoopbackAddress(), postgresPort)) {
      postgres.getOutputStream().write(startup(client));
      Thread back = Thread.ofVirtual().start(() -> copy(postgres, client));
      copy(client, postgres);
      back.join();
    } catch (IOException e) {
      LOG.debug("a client has gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The client's first message, with the default database where it named none. */
  private byte[] startup(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    while (true) {
      int length = in.readInt();
      int code = in.readInt();
      if (length < 8 || length > LARGEST_STARTUP) {
        throw new IOException("no startup message of PostgreSQL's protocol");
      }
      byte[] rest = in.readNBytes(length - 8);
      if (code == SSL || code == GSS_ENCRYPTION) {
        client.getOutputStream().write('N');
      } else {
        return message(code, code == CANCEL ? rest : withDatabase(rest));
      }
    }
  }

  private byte[] withDatabase(byte[] parameters) throws IOException {
    String[] parts = new String(parameters, StandardCharsets.UTF_8).split("\0", -1);
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i + 1 < parts.length && !parts[i].isEmpty(); i += 2) {
      named.put(parts[i], parts[i + 1]);
    }
    String asked = named.getOrDefault("database", "");
    if (asked.isEmpty() || asked.equals(named.get("user"))) {
      named.put("database", database);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (var parameter : named.entrySet()) {
      bytes.write(
          (parameter.getKey() + "\0" + parameter.getValue() + "\0")
              .getBytes(StandardCharsets.UTF_8));
    }
    bytes.write(0);
    return bytes.toByteArray();
  }

  private static byte[] message(int code, byte[] rest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(rest.length + 8);
    out.writeInt(code);
    out.write(rest);
    return bytes.toByteArray();
  }

  private static void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      LOG.debug("a connection was closed", e);
    }
  }
}
