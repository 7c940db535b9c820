package qts.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The trees of RFC 6962, against known hashes and against the definition of its section 2.1. */
class MerkleTreeTest {
  /** The leaves that implementations of Certificate Transparency test themselves with. */
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  /** The root over the first leaf, the first two, and so on. */
  private static final List<String> ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void theRootsAreThoseOfCertificateTransparency() {
    MerkleTree tree = new MerkleTree();
    List<String> roots = new ArrayList<>();
    for (String leaf : LEAVES) {
      byte[] bytes = HexFormat.of().parseHex("0000" + leaf);
      tree.addLeaf(bytes, 1, bytes.length - 1);
      roots.add(HexFormat.of().formatHex(rootSoFar(tree)));
    }

    assertThat(roots).isEqualTo(ROOTS);
    assertThat(tree.leaves()).isEqualTo(LEAVES.size());
    assertThat(HexFormat.of().formatHex(tree.root())).isEqualTo(ROOTS.getLast());
  }

  /** By a tree that goes on where this one stands. */
  private static byte[] rootSoFar(MerkleTree tree) {
    MerkleTree copy = new MerkleTree();
    copy.resume(tree.leaves(), tree.subtrees());
    return copy.root();
  }

  @Test
  void theRootOfNoLeavesIsTheHashOfNothing() {
    MerkleTree tree = new MerkleTree();
    tree.addHash(leaf(7).bytes(), 0);
    tree.clear();

    assertThat(new Hash(tree.root()))
        .isEqualTo(Hash.of(new byte[0]))
        .hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assertThat(tree.leaves()).isZero();
  }

  @Test
  void aTreeGoesOnWhereAnotherStood() {
    for (int size = 0; size < 40; size++) {
      MerkleTree first = new MerkleTree();
      for (int i = 0; i < size; i++) {
        first.addHash(leaf(i).bytes(), 0);
      }
      MerkleTree second = new MerkleTree();
      second.resume(first.leaves(), first.subtrees());
      for (int i = size; i < size + 9; i++) {
        second.addHash(leaf(i).bytes(), 0);
      }

      assertThat(second.leaves()).isEqualTo(size + 9);
      assertThat(new Hash(second.root())).as("%d leaves", size).isEqualTo(root(leaves(size + 9)));
    }
  }

  @Test
  void everyPathLeadsFromItsLeafToTheRoot() {
    for (int size = 1; size < 36; size++) {
      List<Hash> leaves = leaves(size);
      for (int i = 0; i < size; i++) {
        MerklePath path = new MerklePath(size, i);
        leaves.forEach(path::add);
        assertThat(climb(leaves.get(i), i, size, path.hashes()))
            .as("leaf %d of %d", i, size)
            .isEqualTo(root(leaves));
      }
    }
  }

  @Test
  void aRuntimeWithoutSha256IsNamedAsTheReason() {
    Provider[] all = Security.getProviders();
    try {
      Arrays.stream(all).map(Provider::getName).forEach(Security::removeProvider);
      assertThatThrownBy(MerkleTree::sha256)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("every Java runtime must have SHA-256");
    } finally {
      Arrays.stream(all).forEach(Security::addProvider);
    }
  }

  /** The root that a path gives, by the algorithm of RFC 9162, section 2.1.3.2. */
  static Hash climb(Hash leaf, long index, long size, List<Hash> path) {
    long fn = index;
    long sn = size - 1;
    Hash hash = leaf;
    for (Hash sibling : path) {
      assertThat(sn).as("the path is too long").isPositive();
      if ((fn & 1) == 1 || fn == sn) {
        hash = node(sibling, hash);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        hash = node(hash, sibling);
      }
      fn >>= 1;
      sn >>= 1;
    }
    assertThat(sn).as("the path is too short").isZero();
    return hash;
  }

  /** The definition: the largest power of two below the number of leaves goes to the left. */
  private static Hash root(List<Hash> leaves) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int left = 1;
    while (left * 2 < leaves.size()) {
      left *= 2;
    }
    return node(root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
  }

  private static Hash node(Hash left, Hash right) {
    byte[] both = new byte[65];
    both[0] = 1;
    System.arraycopy(left.bytes(), 0, both, 1, 32);
    System.arraycopy(right.bytes(), 0, both, 33, 32);
    return Hash.of(both);
  }

  private static List<Hash> leaves(int count) {
    return IntStream.range(0, count).mapToObj(MerkleTreeTest::leaf).toList();
  }

  private static Hash leaf(int i) {
    return Hash.of(new byte[] {0, (byte) i});
  }
}
