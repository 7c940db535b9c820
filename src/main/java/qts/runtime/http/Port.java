package qts.runtime.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/** Opens the port to listen on. */
final class Port {
  /** How many connections may wait to be accepted. */
  private static final int BACKLOG = 1_024;

  private Port() {}

  /**
   * Listens on an address.
   *
   * @param port 0 for any free one
   */
  static ServerSocketChannel open(String host, int port) throws PortUnavailableException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new PortUnavailableException(
          "OBSERVER_HOST is " + host + ", a name that leads to no address. Correct it.");
    }
    try {
      return open(address);
    } catch (BindException e) {
      throw new PortUnavailableException(
          "%s:%d can't be listened on (%s).%s Stop what listens there, or choose another port"
                  .formatted(host, port, e.getMessage(), PortOwner.of(port))
              + " with OBSERVER_PORT or another address with OBSERVER_HOST.",
          e);
    } catch (IOException e) {
      throw new PortUnavailableException(
          "%s:%d can't be listened on (%s). Check OBSERVER_HOST and OBSERVER_PORT."
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  private static ServerSocketChannel open(InetSocketAddress address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    boolean opened = false;
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(address, BACKLOG);
      opened = true;
      return channel;
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }
}
