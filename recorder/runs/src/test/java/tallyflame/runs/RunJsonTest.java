package tallyflame.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunJsonTest {
    private record Document(int schema, String name) {}

    @TempDir
    private Path folder;

    private Document read(int schema, String more) throws IOException {
        Path file = Files.writeString(
                folder.resolve("noise.json"), "{\"schema\":" + schema + ",\"name\":\"x\"" + more + "}");
        return RunJson.read(file, Document.class, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void documentsOfThisAndEarlierSchemasOpen(int schema) throws IOException {
        assertThat(read(schema, ",\"unknown\":[]")).isEqualTo(new Document(schema, "x"));
    }

    @Test
    void aNewerSchemaIsRefusedByNumber() {
        assertThatThrownBy(() -> read(4, ""))
                .hasMessage(
                        folder.resolve("noise.json")
                                + ": has schema 4, and this version reads schema 1 to 3; read it with the version that wrote it");
    }
}
