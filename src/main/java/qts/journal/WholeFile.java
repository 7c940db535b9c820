package qts.journal;

import java.io.IOException;

/** Writes a file such that its name stands for all of it, or for what was there before. */
final class WholeFile {
  private WholeFile() {}

  /** Writes what a file holds. */
  interface Contents {
    void writeTo(StorageFile file) throws IOException;
  }

  /** Makes {@code contents} durable under another name and then gives them {@code name}. */
  static void replace(Storage storage, String name, Contents contents) throws IOException {
    String draft = name + ".new";
    storage.delete(draft);
    try (StorageFile file = storage.open(draft, Storage.Mode.CREATE)) {
      contents.writeTo(file);
      file.force();
    } catch (IOException e) {
      discard(storage, draft, e);
      throw e;
    }
    storage.rename(draft, name);
    storage.forceNames();
  }

  /** Gives the room back that an unfinished file takes. */
  private static void discard(Storage storage, String draft, IOException reason) {
    try {
      storage.delete(draft);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
