package qts.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record that was proved to be in the journal of a checkpoint.
 *
 * @param receiveMillis when it was received, epoch milliseconds
 */
record ProvenRecord(
    long position,
    int kind,
    long eventMillis,
    long receiveMillis,
    String stream,
    String notes,
    String payload,
    Checkpoint checkpoint) {
  private static final String FORM = "qts-observer-proof/1";

  /**
   * Follows a proof from the record to the signature.
   *
   * @param text the proof
   * @param keys who may have signed
   * @throws NoProofException when it does not hold
   */
  static ProvenRecord of(byte[] text, List<VerifierKey> keys) {
    ProofReader in =
        new ProofReader(
            utf8(text).orElseThrow(() -> new NoProofException("it is not text in UTF-8")));
    if (!in.line().equals(FORM)) {
      throw in.wrong("'" + FORM + "'");
    }
    long position = in.number("position");
    long kind = in.number("kind");
    long event = in.number("event");
    long receive = in.number("receive");
    long nanos = in.number("monotonic");
    long sequence = in.number("sequence");
    byte[] stream = in.bytes("stream");
    byte[] notes = in.bytes("notes");
    byte[] payload = in.bytes("payload");
    if (kind < 1 || kind > Byte.MAX_VALUE) {
      throw new NoProofException("there is no kind " + kind);
    }
    StoredRecord record =
        new StoredRecord().begin(position, (int) kind, event, receive, nanos, sequence);
    record.part(stream, 0, stream.length);
    record.part(notes, 0, notes.length);
    record.part(payload, 0, payload.length);
    SignedCheckpoint checkpoint = follow(in, record);
    if (!checkpoint.isSignedByOneOf(keys)) {
      throw new NoProofException("the checkpoint is not signed by the key that was given");
    }
    return new ProvenRecord(
        position,
        (int) kind,
        event,
        receive,
        shown(stream),
        shown(notes),
        shown(payload),
        checkpoint.checkpoint());
  }

  /** Follows both paths to the root that the checkpoint must have. */
  private static SignedCheckpoint follow(ProofReader in, StoredRecord record) {
    MerkleTree tree = new MerkleTree();
    ProofReader.Place inGroup = in.place("record");
    Hash leaf = tree.prefixedLeaf(record.leaf(), record.length());
    Hash recordRoot = root(in.path(inGroup), tree, leaf, inGroup);
    if (inGroup.count() > FrameHead.MAX_RECORDS) {
      throw new NoProofException("no group has " + inGroup.count() + " records");
    }
    Hash group =
        GroupLeaf.of(tree, record.position() - inGroup.index(), (int) inGroup.count(), recordRoot);
    ProofReader.Place inTree = in.place("group");
    Hash root = root(in.path(inTree), tree, group, inTree);
    if (!in.line().isEmpty()) {
      throw in.wrong("an empty line");
    }
    SignedCheckpoint signed = in.checkpoint();
    Checkpoint checkpoint = signed.checkpoint();
    if (inTree.count() != checkpoint.size() || !root.equals(checkpoint.root())) {
      throw new NoProofException("the record does not lead to the root of the checkpoint");
    }
    return signed;
  }

  private static Hash root(MerklePath path, MerkleTree tree, Hash leaf, ProofReader.Place place) {
    return path.root(tree, leaf, place.index(), place.count())
        .orElseThrow(() -> new NoProofException("a path has the wrong length"));
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The bytes as text; as Base64 when they are none. */
  private static String shown(byte[] bytes) {
    return utf8(bytes).orElseGet(() -> Text64.encode(bytes));
  }

  /** When the record was received. */
  Instant received() {
    return Instant.ofEpochMilli(receiveMillis);
  }
}
