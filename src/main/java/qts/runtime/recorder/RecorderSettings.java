package qts.runtime.recorder;

import java.nio.file.Path;
import java.util.Optional;
import qts.journal.JournalSettings;
import qts.observer.Guard;
import qts.observer.PipelineSettings;
import qts.observer.SnapshotScanner;
import qts.runtime.checkpoint.CheckpointSettings;
import qts.safety.AnomalyTriggers;

/**
 * How a recorder works.
 *
 * @param journalFolder where the journal lies; made when it is missing
 * @param maxSnapshotBytes the largest snapshot that is accepted
 * @param guard the safety gate behind validation
 * @param anomalies which tags of snapshots raise anomalies
 * @param checkpoints how the journal's state is signed; empty for not at all
 */
public record RecorderSettings(
    Path journalFolder,
    JournalSettings journal,
    PipelineSettings pipeline,
    Guard guard,
    AnomalyTriggers anomalies,
    int maxSnapshotBytes,
    Optional<CheckpointSettings> checkpoints) {

  /** The same without anomalies and checkpoints. */
  public RecorderSettings(
      Path journalFolder,
      JournalSettings journal,
      PipelineSettings pipeline,
      Guard guard,
      int maxSnapshotBytes) {
    this(journalFolder, journal, pipeline, guard, AnomalyTriggers.NONE, maxSnapshotBytes);
  }

  /** The same without checkpoints. */
  public RecorderSettings(
      Path journalFolder,
      JournalSettings journal,
      PipelineSettings pipeline,
      Guard guard,
      AnomalyTriggers anomalies,
      int maxSnapshotBytes) {
    this(journalFolder, journal, pipeline, guard, anomalies, maxSnapshotBytes, Optional.empty());
  }

  /** The same with these anomalies. */
  public RecorderSettings withAnomalies(AnomalyTriggers anomalies) {
    return new RecorderSettings(
        journalFolder, journal, pipeline, guard, anomalies, maxSnapshotBytes, checkpoints);
  }

  /** The same with checkpoints made as {@code settings} say. */
  public RecorderSettings with(Optional<CheckpointSettings> settings) {
    return new RecorderSettings(
        journalFolder, journal, pipeline, guard, anomalies, maxSnapshotBytes, settings);
  }

  /** The standard settings with a journal in {@code folder} and no guard but the contract. */
  public static RecorderSettings in(Path folder) {
    return new RecorderSettings(
        folder,
        JournalSettings.standard(),
        PipelineSettings.defaults(),
        Guard.NONE,
        SnapshotScanner.DEFAULT_MAX_BYTES);
  }
}
