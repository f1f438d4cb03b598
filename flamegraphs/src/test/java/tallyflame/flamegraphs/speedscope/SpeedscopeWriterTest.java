package tallyflame.flamegraphs.speedscope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tallyflame.flamegraphs.CallTree;
import tallyflame.flamegraphs.Frames;
import tallyflame.flamegraphs.Ledger;
import tallyflame.flamegraphs.Profile;
import tallyflame.flamegraphs.TestProfiles;
import tallyflame.flamegraphs.TestStacks;
import tallyflame.flamegraphs.graph.GraphOptions;

/** The written file against speedscope's published schema (npm package speedscope 1.25.0, MIT licence beside it). */
class SpeedscopeWriterTest {
    private static JsonNode written(GraphOptions options, Profile... profiles) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new SpeedscopeWriter("a \"title\"", options).write(List.of(profiles), out);
        return new ObjectMapper().readTree(out.toByteArray());
    }

    @Test
    void isValidAgainstTheSchema() throws IOException {
        Profile odd = new Profile("alloc", "bytes", new CallTree(new Frames()), Ledger.EMPTY);
        JsonNode file = written(new GraphOptions(true, false), TestProfiles.random("cpu", 200, 20, 1), odd);
        try (InputStream stream = getClass().getResourceAsStream("/speedscope/file-format-schema.json")) {
            JsonSchema schema =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(stream);
            assertThat(schema.validate(file)).isEmpty();
        }
    }

    @Test
    void holdsEveryStackWithItsWeight() throws IOException {
        Profile profile = TestProfiles.random("wall", 300, 25, 2);
        profile.distinct().tree().add(CallTree.ROOT, 1, 5);
        JsonNode file = written(GraphOptions.DEFAULT, profile);
        JsonNode sampled = file.at("/profiles/0");
        assertThat(sampled.get("unit").asText()).isEqualTo("nanoseconds");
        assertThat(sampled.get("endValue").asLong()).isEqualTo(profile.tree().weight());
        Map<String, Long> stacks = TestStacks.empty();
        for (int i = 0; i < sampled.get("samples").size(); i++) {
            StringBuilder stack = new StringBuilder();
            for (JsonNode frame : sampled.get("samples").get(i)) {
                stack.append(stack.isEmpty() ? "" : ";")
                        .append(file.at("/shared/frames/" + frame + "/name").asText());
            }
            stacks.merge(stack.toString(), sampled.get("weights").get(i).asLong(), Long::sum);
        }
        assertThat(stacks).isEqualTo(TestStacks.of(profile));
    }
}
