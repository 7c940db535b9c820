package qts.runtime.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import qts.journal.DiskStorage;
import qts.journal.JournalReader;
import qts.observer.Producer;
import qts.observer.SnapshotScanner;
import qts.runtime.query.AnswerWriter;
import qts.runtime.query.RecordJson;
import qts.runtime.query.RecordSearch;
import qts.runtime.recorder.Recorder;
import qts.runtime.recorder.StoredKeys;

/**
 * Records of a data folder, read without changing anything in it and whether or not a recorder is
 * at work there: what was durable when it was opened.
 */
public final class JournalFeed implements RecordFeed {
  private final JournalReader reader;
  private final Producer producer;

  private JournalFeed(JournalReader reader, Producer producer) {
    this.reader = reader;
    this.producer = producer;
  }

  /**
   * Opens the journal of a data folder.
   *
   * @param producer who is named in PatternRecords
   * @throws NoJournalException when there is none
   */
  public static JournalFeed open(Path dataFolder, Producer producer) throws IOException {
    return new JournalFeed(reader(dataFolder), producer);
  }

  /**
   * A reader of the journal of a data folder, to be closed; sees what is durable now.
   *
   * @throws NoJournalException when there is none
   */
  public static JournalReader reader(Path dataFolder) throws IOException {
    Path folder = Recorder.journalFolder(dataFolder);
    if (!Files.isDirectory(folder)) {
      throw new NoJournalException(dataFolder);
    }
    DiskStorage storage = new DiskStorage(folder, InstantSource.system(), System::nanoTime);
    return JournalReader.open(storage, new StoredKeys(new SnapshotScanner()));
  }

  @Override
  public void copy(Selection selection, OutputStream out) throws IOException {
    AnswerWriter writer = new AnswerWriter(new RecordJson(producer), AnswerWriter.Form.LINES, out);
    writer.finish(RecordSearch.run(reader, selection.query(), writer));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
