package qts.runtime.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import qts.journal.Damage;
import qts.journal.FrameFacts;
import qts.journal.JournalReader;
import qts.journal.Survey;
import qts.observer.Utf8Buffer;
import qts.runtime.inspection.JournalFolder;
import qts.runtime.inspection.RecordWalk;
import qts.runtime.inspection.RecordWalk.Positions;
import qts.runtime.query.RecordQuery;
import qts.runtime.transfer.JournalFeed;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code journal cat}: the records of a folder as they are stored. */
@Command(
    name = "cat",
    description = {
      "Show the records in the files, as they are stored.",
      "Shows what is committed, also while a recorder is at work; damage is named on the error"
          + " output."
    },
    exitCodeOnExecutionException = ExitCode.UNKNOWN,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything asked for was shown",
      "1:something can't be read: it is named",
      "2:the journal can't be read, or wrong usage"
    })
final class JournalCatCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private JournalFolderOptions folder = new JournalFolderOptions();
  @Mixin private CatOptions options = new CatOptions();

  @Option(names = "--frames", description = "Show the headers of the groups, not the records.")
  private boolean frames;

  @ArgGroup private Form form = new Form();

  /** How it is shown. */
  static final class Form {
    @Option(names = "--payload", description = "Print only the payload, one a line.")
    private boolean payload;

    @Option(names = "--json", description = "Print everything, one object of JSON a line.")
    private boolean json;
  }

  JournalCatCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    JournalFolder journal = folder.open(shell);
    List<Damage> damages;
    try (BulkLines lines = new BulkLines(shell.out())) {
      damages = frames ? frames(journal, lines) : records(journal, lines);
    }
    damages.forEach(damage -> shell.err().println("observer: " + DamageWords.of(damage)));
    return damages.isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
  }

  private List<Damage> records(JournalFolder journal, BulkLines lines) throws IOException {
    StoredLine as =
        form.json ? StoredLine.JSON : form.payload ? StoredLine.PAYLOAD : StoredLine.PERSON;
    RecordWalk.Step step =
        (group, i) -> {
          as.add(group, i, lines.line());
          return lines.end();
        };
    try (JournalReader reader = JournalFeed.reader(journal.dataFolder())) {
      return new RecordWalk(reader, options.query(), options.positions(), options.limit(), step)
          .run();
    }
  }

  private List<Damage> frames(JournalFolder journal, BulkLines lines) throws IOException {
    options.refuseSelectorsOfRecords();
    if (form.payload) {
      throw options.wrong("--frames shows headers, and these have no payload");
    }
    Positions positions = options.positions();
    RecordQuery query = options.query();
    Survey survey = journal.survey();
    long[] left = {options.limit()};
    List<Damage> damages = new ArrayList<>();
    for (String name : survey.segmentNames()) {
      damages.addAll(
          survey.frames(
              name,
              frame -> {
                if (left[0] > 0 && isAskedFor(frame, positions, query)) {
                  add(frame, lines.line());
                  left[0] = lines.end() ? left[0] - 1 : 0;
                }
              }));
      if (left[0] == 0) {
        break;
      }
    }
    damages.removeIf(d -> d.lost() > 0 && !positions.meet(d.firstLost(), d.lastLost()));
    return damages;
  }

  /** Seals have no records, so they are shown only where all kinds and times are. */
  private static boolean isAskedFor(FrameFacts frame, Positions positions, RecordQuery query) {
    boolean all =
        query.kinds() == -1
            && query.fromMillis() == Long.MIN_VALUE
            && query.toMillis() == Long.MAX_VALUE;
    boolean matches =
        (frame.kinds() & query.kinds()) != 0
            && frame.maxEventMillis() >= query.fromMillis()
            && frame.minEventMillis() < query.toMillis();
    return (all || matches)
        && positions.meet(
            frame.firstPosition(), Math.max(frame.firstPosition(), frame.lastPosition()));
  }

  private void add(FrameFacts frame, Utf8Buffer line) {
    line.add((form.json ? json(frame) : words(frame)).getBytes(StandardCharsets.UTF_8));
  }

  private static String json(FrameFacts frame) {
    ObjectNode json = ToolJson.tree(frame);
    ArrayNode kinds = json.putArray("kinds");
    RecordKinds.words(frame.kinds()).forEach(kinds::add);
    return json.toString();
  }

  private static String words(FrameFacts frame) {
    String place = "%5d %12d  %-5s".formatted(frame.segment(), frame.offset(), frame.type());
    return frame.records() == 0
        ? "%s  %10d bytes  before position %d"
            .formatted(place, frame.frameBytes(), frame.firstPosition())
        : "%s  %10d bytes  %6d records  %d to %d  %s  %s"
            .formatted(
                place,
                frame.frameBytes(),
                frame.records(),
                frame.firstPosition(),
                frame.lastPosition(),
                Instant.ofEpochMilli(frame.firstReceiveMillis()),
                String.join(",", RecordKinds.words(frame.kinds())));
  }
}
