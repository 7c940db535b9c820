package qts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** A request body of which the second half is sent only when it is told to. */
final class SlowBody extends InputStream {
  private final byte[] bytes;
  private final ByteArrayInputStream content;
  private final CountDownLatch half = new CountDownLatch(1);
  private final CountDownLatch rest = new CountDownLatch(1);

  SlowBody(String text) {
    bytes = text.getBytes(UTF_8);
    content = new ByteArrayInputStream(bytes);
  }

  /** Waits until the first half was taken. */
  void awaitHalf() throws InterruptedException {
    half.await();
  }

  void sendTheRest() {
    rest.countDown();
  }

  @Override
  public int read(byte[] into, int from, int length) {
    int left = content.available() - bytes.length / 2;
    if (left <= 0) {
      half.countDown();
      awaitRest();
    }
    return content.read(into, from, left > 0 ? Math.min(left, length) : length);
  }

  private void awaitRest() {
    try {
      rest.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("read byte by byte");
  }
}
