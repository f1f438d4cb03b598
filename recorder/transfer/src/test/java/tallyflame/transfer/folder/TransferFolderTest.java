package tallyflame.transfer.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.transfer.TestAlerts;
import tallyflame.transfer.avro.AvroColumns;

/** The files of a transfer: valid by manifests, and what is said when they are not. */
class TransferFolderTest {
    @TempDir
    private Path root;

    private TransferDocument document(OutputFormat format) {
        TreeMap<Integer, Long> begins = new TreeMap<>();
        begins.put(0, 10L);
        return new TransferDocument(1, "ftransfer_x", "ID", "ztf", format, null, begins);
    }

    /** Two batches: offsets 10 to 19, and 20 to 29, of which 25 is missing and 29 rejected. */
    private TransferFolder filled(OutputFormat format) throws IOException {
        TransferFolder folder = TransferFolder.open(root);
        folder.write(document(format));
        AvroColumns columns = AvroColumns.of(TestAlerts.SCHEMA, null);
        try (Batch batch = new Batch(folder, document(format), 0, 10)) {
            for (long offset = 10; offset < 20; offset++) {
                batch.add(columns, "", TestAlerts.encode(TestAlerts.alert(TestAlerts.SCHEMA, offset)));
            }
            batch.finish(19);
        }
        try (Batch batch = new Batch(folder, document(format), 0, 20)) {
            for (long offset = 20; offset < 28; offset++) {
                batch.add(columns, "", TestAlerts.encode(TestAlerts.alert(TestAlerts.SCHEMA, offset)));
            }
            batch.miss(new OffsetRange(28, 28));
            batch.reject(29, new byte[] {1, 2}, "not an alert");
            batch.finish(29);
        }
        return folder;
    }

    private List<String> problems() throws IOException {
        return Verification.of(root).problems();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> FolderFiles.relative(root, file))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void documentsOfANewerSchemaAreRefusedByNumber() throws IOException {
        try (TransferFolder folder = filled(OutputFormat.PARQUET)) {
            for (Path file : List.of(folder.root().resolve("_transfer/transfer.json"), manifest())) {
                String text = Files.readString(file);
                Files.writeString(file, text.replaceFirst("\"schema\" ?: ?1", "\"schema\":2"));
                assertThatThrownBy(() -> {
                            folder.document();
                            folder.manifests();
                        })
                        .hasMessage(file + ": has schema 2, and this version reads schema 1; "
                                + "use the version that wrote it");
                Files.writeString(file, text);
                assertThat(folder.manifests()).hasSize(2);
            }
        }
    }

    private Path manifest() {
        return root.resolve("_transfer/0-10-19.json");
    }

    @Test
    void aWholeFolderIsProved() throws Exception {
        filled(OutputFormat.PARQUET).close();
        Verification proof = Verification.of(root);
        assertThat(proof.problems()).isEmpty();
        assertThat(proof.partitions()).containsExactly(new Verification.PartitionState(0, 10, 29, 2, 18, 1, 1));
        assertThat(files())
                .containsExactly(
                        "_transfer/0-10-19.json",
                        "_transfer/0-20-29.json",
                        "_transfer/lock",
                        "_transfer/transfer.json",
                        "rejected/0-29.bin",
                        "rejected/0-29.txt",
                        "transfer-0-10-19.parquet",
                        "transfer-0-20-29.parquet");
        assertThat(root.resolve("rejected/0-29.bin")).hasBinaryContent(new byte[] {1, 2});
        assertThat(root.resolve("rejected/0-29.txt")).hasContent("ftransfer_x, partition 0, offset 29: not an alert");
    }

    @Test
    void avroFilesAreProvedLikewise() throws Exception {
        filled(OutputFormat.AVRO).close();
        assertThat(problems()).isEmpty();
        Files.move(
                root.resolve("transfer-0-20-29.avro"),
                root.resolve("transfer-0-10-19.avro"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(problems())
                .containsExactly(
                        "transfer-0-10-19.avro, offsets 10 to 19 of partition 0: has 8 alerts, the manifest says 10",
                        "transfer-0-20-29.avro, offsets 20 to 29 of partition 0: is missing, with 8 alerts");
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        filled(OutputFormat.PARQUET).close();
        Files.delete(root.resolve("_transfer/0-10-19.json"));
        Files.delete(root.resolve("rejected/0-29.bin"));
        assertThat(problems())
                .containsExactly(
                        "partition 0: offsets 10 to 19 are in no manifest",
                        "rejected/0-29.bin: is missing",
                        "transfer-0-10-19.parquet: no manifest names it, so its alerts may be there twice; the next transfer"
                                + " deletes it if a killed one left it, else move it away");
    }

    @Test
    void offsetsThatAreThereTwiceAreSaid() throws Exception {
        TransferFolder folder = filled(OutputFormat.PARQUET);
        folder.commit(new Manifest(
                1, "ftransfer_x", "ID", 0, 15, 22, List.of(), List.of(new OffsetRange(15, 20)), List.of()));
        folder.close();
        assertThat(problems())
                .contains(
                        "partition 0: offsets 15 to 19 are in two manifests, the second is 0-15-22.json",
                        "manifest 0-15-22.json: covers 8 offsets, but says what became of 6",
                        "partition 0: offsets 20 to 22 are in two manifests, the second is 0-20-29.json");
    }

    @Test
    void cleaningDeletesWhatNoManifestNamesAndNothingElse() throws Exception {
        try (TransferFolder folder = filled(OutputFormat.PARQUET)) {
            List<String> whole = files();
            for (String orphan : List.of(
                    "transfer-0-30-39.parquet",
                    "transfer-0-30-39-1.parquet",
                    ".transfer-0-30-0.tmp",
                    "_transfer/.0-30-39.json.tmp",
                    "rejected/0-30.bin")) {
                Files.writeString(root.resolve(orphan), "half");
            }
            Files.writeString(root.resolve("notes.txt"), "mine");
            folder.clean();
            assertThat(files()).containsAll(whole).hasSize(whole.size() + 1).contains("notes.txt");
        }
    }

    @Test
    void discardingIsFinishedByTheNextCleaning() throws Exception {
        try (TransferFolder folder = filled(OutputFormat.PARQUET)) {
            // What a kill in the middle leaves: the mark, and some of the manifests.
            Files.move(root.resolve("_transfer/transfer.json"), root.resolve("_transfer/discarded.json"));
            Files.delete(root.resolve("_transfer/0-10-19.json"));
            folder.clean();
            assertThat(files()).containsExactly("_transfer/lock");
            assertThat(folder.document()).isEmpty();
        }
    }

    @Test
    void anUnfinishedBatchLeavesNothing() throws Exception {
        try (TransferFolder folder = TransferFolder.open(root)) {
            try (Batch batch = new Batch(folder, document(OutputFormat.PARQUET), 0, 10)) {
                batch.add(
                        AvroColumns.of(TestAlerts.SCHEMA, null),
                        "finkclass=Unknown",
                        TestAlerts.encode(TestAlerts.alert(TestAlerts.SCHEMA, 1)));
                batch.flush();
                assertThat(files()).contains("finkclass=Unknown/.transfer-0-10-0.tmp");
            }
            assertThat(files()).containsExactly("_transfer/lock");
        }
    }

    @Test
    void aSecondTransferIsRefused() throws Exception {
        try (TransferFolder first = TransferFolder.open(root)) {
            assertThatThrownBy(() -> TransferFolder.open(root))
                    .hasMessageContaining("another transfer writes there (process "
                            + ProcessHandle.current().pid());
            assertThat(first.root()).isEqualTo(root);
        }
        TransferFolder.open(root).close();
    }

    @Test
    void alertsOfOtherOriginAreNotMixedIn() throws Exception {
        Files.writeString(root.resolve("part-0.parquet"), "");
        assertThatThrownBy(() -> TransferFolder.open(root))
                .hasMessageContaining("that no transfer wrote, such as part-0");
    }

    @Test
    void aDamagedManifestIsOneLine() throws Exception {
        filled(OutputFormat.PARQUET).close();
        Files.writeString(root.resolve("_transfer/0-10-19.json"), "{\"schema\":");
        assertThatThrownBy(this::problems)
                .hasMessageContaining("0-10-19.json: is damaged")
                .message()
                .hasLineCount(1);
        assertThatThrownBy(() -> Verification.of(root.resolve("rejected"))).hasMessageContaining("no transfer wrote");
    }
}
