package qts.runtime.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qts.journal.Damage;
import qts.journal.DamagedBytes;
import qts.journal.LaterBeginning;
import qts.journal.Quarantine;
import qts.journal.Scrub;
import qts.journal.ScrubbedSegment;
import qts.logs.Counted;
import qts.runtime.config.Catalogue;
import qts.runtime.config.Settings;
import qts.runtime.inspection.JournalFolder;
import qts.runtime.scrub.ScrubMemory;
import qts.runtime.scrub.ScrubMemoryFile;
import qts.runtime.scrub.ScrubPass;
import qts.runtime.scrub.Scrubbing;
import qts.runtime.scrub.Throttle;
import qts.runtime.transfer.NoJournalException;

/** {@code journal scrub}: reads everything and checks every checksum and hash. */
@Command(
    name = "scrub",
    description = {
      "Read the whole journal and check every checksum, hash and seal.",
      "Damaged bytes are copied into the folder quarantine; the segments stay as they are.",
      "A scrub that was interrupted goes on with --resume at the segment it had reached."
    },
    exitCodeOnExecutionException = ExitCode.UNKNOWN,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is as it was written",
      "1:something is damaged: it is listed",
      "2:it can't be told, or wrong usage"
    })
final class JournalScrubCommand implements Callable<Integer> {
  private static final long MEBI = 1 << 20;

  private final Shell shell;

  @Mixin private JournalFolderOptions folder = new JournalFolderOptions();

  @Option(
      names = "--mb-per-second",
      paramLabel = "N",
      description = "Read at most this many MiB a second; by default as fast as possible.")
  private int megabytesPerSecond;

  @Option(names = "--resume", description = "Go on where an interrupted scrub was.")
  private boolean resume;

  @Option(names = "--no-quarantine", description = "Only tell of damage, copy nothing.")
  private boolean noQuarantine;

  @Option(names = "--json", description = "Answer in JSON.")
  private boolean json;

  private final List<String> kept = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  JournalScrubCommand(Shell shell) {
    this.shell = shell;
  }

  /** The answer as a program is told. */
  record Answer(
      boolean intact,
      ScrubPass pass,
      Optional<LaterBeginning> beginsLater,
      List<String> quarantine,
      List<String> notes) {}

  @Override
  public Integer call() throws IOException {
    JournalFolder journal = folder.open(shell);
    Scrub scrub = new Scrub(journal.storage());
    checkThere(journal, scrub);
    ScrubMemoryFile memory =
        new ScrubMemoryFile(journal.dataFolder().resolve(ScrubMemoryFile.OF_COMMAND));
    ScrubPass pass = run(journal, scrub, begin(journal, memory), memory);
    save(memory, ScrubMemory.NONE);
    Optional<LaterBeginning> beginning = scrub.laterBeginning();
    if (json) {
      boolean intact = pass.damagedPlaces() == 0;
      ToolJson.print(shell.out(), new Answer(intact, pass, beginning, kept, List.copyOf(notes)));
    } else {
      print(pass, beginning);
    }
    return pass.damagedPlaces() == 0 ? ExitCode.OK : ExitCode.FAILURE;
  }

  private void checkThere(JournalFolder journal, Scrub scrub) throws IOException {
    if (journal.survey().watermark().isEmpty()) {
      if (scrub.segments().isEmpty()) {
        throw new NoJournalException(journal.dataFolder());
      }
      notes.add(
          "the watermark is missing or can't be read: it can't be told whether acknowledged records"
              + " are gone from the end");
    }
  }

  private ScrubPass begin(JournalFolder journal, ScrubMemoryFile memory) throws IOException {
    String id = journal.survey().watermark().map(mark -> mark.journalId().toString()).orElse("");
    Optional<ScrubPass> before =
        resume ? memory.load().running().filter(p -> p.journalId().equals(id)) : Optional.empty();
    if (resume && before.isEmpty()) {
      notes.add("no interrupted scrub of this journal is known: this one began at the beginning");
    }
    return before.orElse(ScrubPass.begin(id, journal.storage().millis()));
  }

  private ScrubPass run(JournalFolder journal, Scrub scrub, ScrubPass begun, ScrubMemoryFile memory)
      throws IOException {
    Settings settings = Settings.load(shell.environment(), shell.workingDirectory());
    Quarantine quarantine =
        new Quarantine(journal.storage(), settings.get(Catalogue.DISK_RESERVE_BYTES));
    long total = 0;
    for (long number : scrub.segments()) {
      total += number >= begun.nextSegment() ? scrub.size(number) : 0;
    }
    try (ProgressBar bar = new ProgressBar(shell, "scrubbing bytes", total)) {
      long[] read = {0};
      Throttle pace =
          new Throttle(megabytesPerSecond * MEBI, bytes -> bar.accept(read[0] += bytes));
      return new Scrubbing(
              scrub,
              pace,
              (segment, pass) -> {
                keep(segment, quarantine);
                save(memory, ScrubMemory.NONE.running(pass));
              })
          .run(begun, false);
    }
  }

  private void keep(ScrubbedSegment segment, Quarantine quarantine) {
    for (DamagedBytes damaged : segment.damages()) {
      if (!noQuarantine && damaged.length() > 0) {
        try {
          kept.add(quarantine.keep(damaged));
        } catch (IOException e) {
          notes.add("damaged bytes could not be copied to the quarantine: " + e.getMessage());
        }
      }
    }
  }

  /** Only --resume needs it, so a folder that can't be written to is no reason to fail. */
  private void save(ScrubMemoryFile memory, ScrubMemory reached) {
    try {
      memory.save(reached);
    } catch (IOException e) {
      String note = "how far this scrub is can't be remembered: " + e.getMessage();
      if (!notes.contains(note)) {
        notes.add(note);
      }
    }
  }

  private void print(ScrubPass pass, Optional<LaterBeginning> beginning) {
    for (Damage damage : pass.damages()) {
      shell.out().println("damaged: " + DamageWords.of(damage));
    }
    beginning.ifPresent(begin ->
        shell.out().println("note: " + begin.what() + "; earlier ones were deleted or moved away"));
    kept.forEach(name -> shell.out().println("kept a copy: " + name));
    notes.forEach(note -> shell.err().println("observer: " + note));
    shell
        .out()
        .println(
            "%s, %s, %s, %s read: %s"
                .formatted(
                    Counted.of(pass.segments(), "segment"),
                    Counted.of(pass.groups(), "group"),
                    Counted.of(pass.records(), "record"),
                    Sizes.words(pass.bytes()),
                    verdict(pass)));
  }

  private static String verdict(ScrubPass pass) {
    return pass.damagedPlaces() == 0
        ? "all is as it was written."
        : "%s damaged, %s can't be read."
            .formatted(
                Counted.of(pass.damagedPlaces(), "place is", "places are"),
                Counted.of(pass.lostRecords(), "record"));
  }
}
