package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file of checkpoints, one behind the other, each followed by an empty line. */
final class CheckpointFile {
  /** Stands for a line that is not UTF-8. */
  private static final String DAMAGED = "\uFFFD";

  private final String name;
  private final List<VerifierKey> keys;
  private final List<Entry> entries = new ArrayList<>();
  private final Findings findings = new Findings();

  /**
   * A checkpoint in the file.
   *
   * @param offset where it begins, bytes
   */
  record Entry(long offset, Checkpoint checkpoint) {}

  /**
   * The lines between two empty ones.
   *
   * @param ended whether the last line is whole
   * @param closed whether an empty line follows
   */
  private record Paragraph(long offset, List<String> lines, boolean ended, boolean closed) {
    boolean isPartOfALine() {
      return lines.size() == 1 && !ended;
    }

    /** Whether no part of a signature is in it. */
    boolean isUnsigned() {
      return lines.stream().noneMatch(line -> line.contains("— ") || line.equals(DAMAGED));
    }

    boolean isSignatures() {
      return lines.stream().allMatch(SignedNote::isSignatureLine);
    }
  }

  private CheckpointFile(String name, List<VerifierKey> keys) {
    this.name = name;
    this.keys = keys;
  }

  /**
   * Reads a file.
   *
   * @param keys who may have signed; when there are none, signatures are not checked
   */
  static CheckpointFile parse(String name, byte[] bytes, List<VerifierKey> keys) {
    CheckpointFile file = new CheckpointFile(name, keys);
    file.read(bytes);
    return file;
  }

  String name() {
    return name;
  }

  List<Entry> entries() {
    return entries;
  }

  /** What is wrong with the file itself. */
  Findings findings() {
    return findings;
  }

  void violation(long offset, String what) {
    findings.violation(new Violation(name, offset, -1, -1, what));
  }

  private void read(byte[] bytes) {
    List<Paragraph> paragraphs = paragraphs(bytes);
    for (int i = 0; i < paragraphs.size(); i++) {
      Paragraph text = paragraphs.get(i);
      boolean signed = i + 1 < paragraphs.size() && paragraphs.get(i + 1).isSignatures();
      if (signed && !text.isSignatures()) {
        entry(text, paragraphs.get(++i), i + 1 == paragraphs.size());
      } else if (isCut(text, paragraphs.subList(i + 1, paragraphs.size()))) {
        torn(text);
        return;
      } else {
        violation(text.offset(), "no checkpoint is here");
      }
    }
  }

  /** Whether the file ends before the signature of {@code text} does. */
  private static boolean isCut(Paragraph text, List<Paragraph> after) {
    return switch (after.size()) {
      case 0 -> !text.closed() || text.isUnsigned();
      case 1 -> after.getFirst().isPartOfALine() && text.isUnsigned();
      default -> false;
    };
  }

  private void torn(Paragraph paragraph) {
    findings.warning("%s ends inside a checkpoint at byte %d".formatted(name, paragraph.offset()));
  }

  private void entry(Paragraph text, Paragraph signatures, boolean last) {
    Optional<SignedCheckpoint> signed = SignedCheckpoint.of(text.lines(), signatures.lines());
    if (signed.isPresent()) {
      entries.add(new Entry(text.offset(), signed.get().checkpoint()));
      if (!keys.isEmpty() && !signed.get().isSignedByOneOf(keys)) {
        violation(text.offset(), "the checkpoint is not signed by the key that was given");
      }
    } else if (last && !signatures.ended()) {
      torn(text);
    } else {
      violation(text.offset(), "no checkpoint is here");
    }
  }

  private List<Paragraph> paragraphs(byte[] bytes) {
    List<Paragraph> paragraphs = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    int begin = 0;
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        if (i == from) {
          add(paragraphs, begin, lines, true, true);
          lines = new ArrayList<>();
          begin = i + 1;
        } else {
          lines.add(line(bytes, from, i));
        }
        from = i + 1;
      }
    }
    if (from < bytes.length) {
      lines.add(line(bytes, from, bytes.length));
      add(paragraphs, begin, lines, false, false);
    } else {
      add(paragraphs, begin, lines, true, false);
    }
    return paragraphs;
  }

  private static void add(
      List<Paragraph> paragraphs, int offset, List<String> lines, boolean ended, boolean closed) {
    if (!lines.isEmpty()) {
      paragraphs.add(new Paragraph(offset, List.copyOf(lines), ended, closed));
    }
  }

  /** A line of text; one that no checkpoint has where the bytes are not UTF-8. */
  private static String line(byte[] bytes, int from, int to) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
    } catch (CharacterCodingException e) {
      return DAMAGED;
    }
  }
}
