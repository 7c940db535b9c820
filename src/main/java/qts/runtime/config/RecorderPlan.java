package qts.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import qts.journal.DiskLimits;
import qts.journal.JournalSettings;
import qts.observer.CalendarFormatException;
import qts.observer.Calendars;
import qts.observer.Guard;
import qts.observer.PipelineSettings;
import qts.runtime.recorder.RecorderSettings;
import qts.safety.DeniedSymbols;
import qts.safety.Guards;
import qts.safety.SessionRate;

/** Turns settings into the recorder they describe. */
public final class RecorderPlan {
  /** No description of trading hours is larger; a larger file is something else. */
  static final int MAX_CALENDAR_BYTES = 1 << 20;

  private RecorderPlan() {}

  /**
   * How a recorder with these settings works.
   *
   * @throws ConfigurationException when the calendars can't be read
   */
  public static RecorderSettings of(Settings settings) {
    return new RecorderSettings(
        new Paths(settings).journalDir(),
        journal(settings),
        pipeline(settings),
        guard(settings),
        RulesPlan.anomalies(settings),
        Math.toIntExact(settings.get(Catalogue.MAX_SNAPSHOT_BYTES)));
  }

  private static JournalSettings journal(Settings settings) {
    JournalSettings sized =
        JournalSettings.standard().withSegmentBytes(settings.get(Catalogue.SEGMENT_BYTES));
    return new JournalSettings(
        sized.segmentBytes(),
        settings.get(Catalogue.SEGMENT_MAX_AGE).toMillis(),
        sized.groupBytes(),
        settings.get(Catalogue.COMMIT_DELAY_MILLIS),
        sized.recentKeys(),
        disk(settings));
  }

  private static DiskLimits disk(Settings settings) {
    return new DiskLimits(
        settings.get(Catalogue.DISK_RESERVE_BYTES),
        settings.get(Catalogue.DECISION_RESERVE_BYTES),
        settings.get(Catalogue.JOURNAL_QUOTA_BYTES).orElse(0L),
        settings.get(Catalogue.ROOM_WARNING_BYTES));
  }

  private static PipelineSettings pipeline(Settings settings) {
    PipelineSettings ruled = PipelineSettings.defaults().withRules(RuleCatalogue.of(settings));
    return new Paths(settings)
        .calendarsFile()
        .map(file -> ruled.withCalendars(calendars(file)))
        .orElse(ruled);
  }

  private static Guard guard(Settings settings) {
    List<Guard> guards = new ArrayList<>();
    settings.get(Catalogue.DENIED_SYMBOLS).map(DeniedSymbols::new).ifPresent(guards::add);
    settings.get(Catalogue.SESSION_RATE_LIMIT).map(SessionRate::new).ifPresent(guards::add);
    return guards.isEmpty() ? Guard.NONE : new Guards(guards);
  }

  private static Calendars calendars(Path file) {
    try {
      return Calendars.parse(text(file));
    } catch (CalendarFormatException wrong) {
      throw problem("names " + file + ": " + wrong.getMessage(), "Correct the file there.");
    } catch (IOException unreadable) {
      throw problem(
          "names %s, which can't be read as text of at most %d bytes"
              .formatted(file, MAX_CALENDAR_BYTES),
          "Check the path, and that the user of this process may read it.");
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > MAX_CALENDAR_BYTES) {
      throw new IOException("too large");
    }
    return Files.readString(file);
  }

  private static ConfigurationException problem(String cause, String remedy) {
    return new ConfigurationException(Catalogue.CALENDARS_FILE.name(), cause, remedy);
  }
}
