package tallyflame.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @TempDir
    private Path folder;

    @Test
    void foldersAreMade() throws IOException {
        Path file = folder.resolve("a/b/c.txt");
        AtomicFiles.write(file, temporary -> Files.writeString(temporary, "whole"));
        assertThat(file).hasContent("whole");
        assertThat(file.getParent().toFile().list()).containsExactly("c.txt");
    }

    @Test
    void whatCannotBeWrittenIsNamedAndNotItsTemporaryFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        assertThatThrownBy(() -> AtomicFiles.write(file.resolve("x"), temporary -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage(file.resolve("x") + ": cannot be written: " + file + " is not a folder");
        Path taken = Files.createDirectories(folder.resolve("taken/full")).getParent();
        assertThatThrownBy(() -> AtomicFiles.write(taken, temporary -> Files.writeString(temporary, "x")))
                .hasMessageStartingWith(taken + ": cannot be written: ")
                .hasMessageNotContaining(".tmp");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("file", "taken");
    }

    @Test
    void whatTheContentLacksIsNamed() {
        Path gone = folder.resolve("gone");
        assertThatThrownBy(() -> AtomicFiles.write(folder.resolve("x"), temporary -> Files.copy(gone, temporary)))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(gone.toString());
    }
}
