package tallyflame.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Objects to JSON and back, and trees, with Jackson databind. */
final class Jackson implements Workload {
    /** A document like those of a catalogue service. */
    public static final class Source {
        public long id;
        public String name;
        public double[] magnitudes;
        public Map<String, String> tags;
        public List<Integer> flags;
        public boolean variable;
    }

    private final ObjectMapper mapper = new ObjectMapper();
    private final Source[] sources = new Source[500];

    Jackson() {
        Random random = new Random(3);
        for (int i = 0; i < sources.length; i++) {
            Source source = new Source();
            source.id = random.nextLong();
            source.name = "object \"" + i + "\" \u00e9toile";
            source.magnitudes = random.doubles(12).toArray();
            source.tags = Map.of("class", "SN" + i % 7);
            source.flags = new ArrayList<>(random.ints(8, 0, 100).boxed().toList());
            source.variable = random.nextBoolean();
            sources[i] = source;
        }
    }

    @Override
    public long run() throws JsonProcessingException {
        long sum = 0;
        for (int round = 0; round < 16; round++) {
            String json = mapper.writeValueAsString(sources);
            sum += json.length();
            sum += mapper.readValue(json, Source[].class)[round].flags.size();
            JsonNode tree = mapper.readTree(json);
            for (JsonNode node : tree) {
                sum += node.get("magnitudes").size() + node.get("name").asText().length();
            }
            sum += mapper.writeValueAsString(tree).length();
        }
        return sum;
    }
}
