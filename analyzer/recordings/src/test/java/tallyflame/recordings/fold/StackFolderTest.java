package tallyflame.recordings.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.flamegraphs.FrameDetail;
import tallyflame.flamegraphs.Frames;
import tallyflame.recordings.JdkLayout;
import tallyflame.recordings.chunk.ByteWindow;
import tallyflame.recordings.chunk.Chunk;
import tallyflame.recordings.chunk.ChunkFinder;
import tallyflame.recordings.chunk.ChunkReader;
import tallyflame.recordings.chunk.DecodedChunk;
import tallyflame.recordings.chunk.StackScan;
import tallyflame.recordings.sample.SampleCounts;
import tallyflame.recordings.sample.SampleReader;
import tallyflame.recordings.sample.Selection;
import tallyflame.recordings.sample.WindowSet;

class StackFolderTest {
    @TempDir
    private Path folder;

    /** Both passes judge the same bytes alike unless somebody writes the file meanwhile; then the rest of the piece is lost. */
    @Test
    void stacksThatTheSecondPassCannotReadAreALossAndTheirSamplesUnresolved() throws Exception {
        Path file = Files.write(folder.resolve("changing.jfr"), JdkLayout.recording(17));
        Selection cpu = new Selection(
                Set.of("cpu"), false, Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), false);
        try (FileChannel channel = FileChannel.open(file)) {
            Chunk chunk =
                    new ChunkFinder(file, channel, new ArrayList<>()).find().get(0);
            ByteWindow window = new ByteWindow(channel, 1 << 12);
            DecodedChunk decoded = new ChunkReader(chunk, window).read();
            SampleCounts counts = new SampleReader(decoded, window)
                    .readSamples(cpu, new WindowSet(), null, null, null)
                    .counts()
                    .values()
                    .iterator()
                    .next();
            StackScan.Segment whole = decoded.segments().get(0);
            StackFolder stacks =
                    new StackFolder(0, new FrameResolver(new Frames(), false, FrameDetail.LINES), List.of(), 1);
            StackScan.Segment cut = new StackScan.Segment(whole.start(), whole.end() - 2, whole.stacks());
            stacks.read(decoded, cut, List.of(new Target(counts, 0, 1, null, null, null)), window);
            // Two of three stacks with two samples each.
            assertThat(stacks.fold(0).tree().samples()).isEqualTo(4);
            assertThat(counts.ledger().kept()).isEqualTo(4);
            assertThat(counts.ledger().unresolved()).isEqualTo(2);
            assertThat(counts.ledger().balanced()).isTrue();
            assertThat(chunk.losses()).singleElement().satisfies(loss -> assertThat(loss.bytes())
                    .isBetween(1L, 10L));
        }
    }
}
