package tallyflame.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputFileTest {
    private static final long PID = ProcessHandle.current().pid();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "/a/counts.tfc, /a/counts.tfc",
        "/a/counts-%p.tfc, /a/counts-PID.tfc",
        "/%p/%p-%t-%r.tfc, /PID/PID-123-0badcafe.tfc",
        "/a/100%%p.tfc, /a/100%p.tfc",
        "/a/%q%, /a/%q%"
    })
    void placeHoldersAreReplaced(String asked, String expected) {
        assertThat(OutputFile.expanded(asked, 123, "0badcafe")).isEqualTo(expected.replace("PID", Long.toString(PID)));
    }

    @Test
    void aFolderIsMadeAndNoLockIsLeft() throws IOException {
        OutputFile file = OutputFile.claim(folder.resolve("new/er/counts-%r.tfc"));
        assertThat(file.path().getParent()).isEqualTo(folder.resolve("new/er"));
        assertThat(file.path().getFileName().toString()).matches("counts-[0-9a-f]{8}\\.tfc");
        file.release();
        assertThat(folder.resolve("new/er")).isEmptyDirectory();
    }

    @Test
    void aHeldNameIsLeftAlone() throws IOException {
        Path asked = folder.resolve("counts.tfc");
        OutputFile first = OutputFile.claim(asked);
        OutputFile second = OutputFile.claim(asked);
        OutputFile third = OutputFile.claim(asked);
        assertThat(first.path()).isEqualTo(asked);
        assertThat(second.path()).isEqualTo(folder.resolve("counts-" + PID + ".tfc"));
        assertThat(third.path().getFileName().toString()).matches("counts-" + PID + "-[0-9a-f]{8}\\.tfc");

        first.release();
        OutputFile again = OutputFile.claim(asked);
        first.release();
        assertThat(again.path()).isEqualTo(asked);
        assertThat(OutputFile.claim(asked).path())
                .as("what was released twice is still held by the next")
                .isNotEqualTo(asked);
    }

    @Test
    void whatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatIOException()
                .isThrownBy(() -> OutputFile.claim(file.resolve("counts.tfc")))
                .withMessage("cannot write " + file.resolve("counts.tfc") + ": " + file + " is not a folder");
        assertThatIOException()
                .isThrownBy(() -> OutputFile.claim(folder))
                .withMessage("cannot write " + folder + ": it is a folder");
    }
}
