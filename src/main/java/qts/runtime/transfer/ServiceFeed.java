package qts.runtime.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import qts.runtime.client.QueryString;
import qts.runtime.client.ServiceClient;

/** Records that a running service gives out. */
public final class ServiceFeed implements RecordFeed {
  private final ServiceClient service;

  /** Closes {@code service} with itself. */
  public ServiceFeed(ServiceClient service) {
    this.service = service;
  }

  @Override
  public void copy(Selection selection, OutputStream out) throws IOException {
    try (InputStream in =
        service.get(
            "/v1/records?" + QueryString.of(selection.parameters()), "application/x-ndjson")) {
      in.transferTo(out);
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
