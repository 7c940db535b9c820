package qts.peers;

import java.io.IOException;

/**
 * Does the same with every peer, from one thread at full load, and measures how fast.
 *
 * @param nanos how long each part takes
 */
record Measurement(long nanos) {
  private static final int BATCH = 1_000;

  /** How often each part runs, of which the last counts: by then what is to be compiled is. */
  private static final int RUNS = 3;

  private static final long COMMIT_NANOS = 5_000_000;
  private static final long MOST_READ = 3_000_000;
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * Records a second.
   *
   * @param grouped durable within 5 ms or a little more, without waiting for it
   * @param perThousand waiting for the disk after each 1,000
   * @param each waiting for the disk after each one
   * @param read read back in sequence
   */
  record Rates(double grouped, double perThousand, double each, double read) {}

  Rates of(Peer peer) throws IOException {
    Batch batch = new Batch(BATCH, 7);
    return new Rates(
        last(() -> grouped(peer, batch)),
        last(() -> perThousand(peer, batch)),
        last(() -> each(peer, batch)),
        last(() -> read(peer)));
  }

  /** Measures one part. */
  private interface Part {
    double rate() throws IOException;
  }

  private static double last(Part part) throws IOException {
    double rate = 0;
    for (int run = 0; run < RUNS; run++) {
      rate = part.rate();
    }
    return rate;
  }

  private double grouped(Peer peer, Batch batch) throws IOException {
    long started = System.nanoTime();
    long synced = started;
    long records = 0;
    while (System.nanoTime() - started < nanos) {
      batch.renew();
      peer.append(batch);
      records += batch.count();
      if (!peer.commitsByItself() && System.nanoTime() - synced > COMMIT_NANOS) {
        peer.sync();
        synced = System.nanoTime();
      }
    }
    peer.sync();
    return perSecond(records, started);
  }

  private double perThousand(Peer peer, Batch batch) throws IOException {
    long started = System.nanoTime();
    long records = 0;
    while (System.nanoTime() - started < nanos) {
      batch.renew();
      peer.append(batch);
      peer.sync();
      records += batch.count();
    }
    return perSecond(records, started);
  }

  private double each(Peer peer, Batch batch) throws IOException {
    long started = System.nanoTime();
    long records = 0;
    while (System.nanoTime() - started < nanos) {
      int i = (int) (records % batch.count());
      if (i == 0) {
        batch.renew();
      }
      peer.append(batch, i);
      peer.sync();
      records++;
    }
    return perSecond(records, started);
  }

  private static double read(Peer peer) throws IOException {
    long started = System.nanoTime();
    return perSecond(peer.read(MOST_READ), started);
  }

  private static double perSecond(long records, long started) {
    return records * NANOS_PER_SECOND / (System.nanoTime() - started);
  }
}
