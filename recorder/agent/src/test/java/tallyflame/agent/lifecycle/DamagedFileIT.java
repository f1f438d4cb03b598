package tallyflame.agent.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tallyflame.agent.oracle.AgentJvm;
import tallyflame.counts.file.CountFile;

/** A damaged count file is refused with an IOException that names it; it never gives a number. */
class DamagedFileIT {
    private static final int RANDOM_DAMAGES = 2_000;

    @TempDir
    Path folder;

    private byte[] sound;
    private Path damaged;

    @BeforeEach
    void writeASoundFile() throws Exception {
        Program program = Program.compile("Orders", 17, folder);
        AgentJvm jvm = new AgentJvm(folder).count("programs.**").classpath(program.classes());
        jvm.run(program.className());
        assertThat(jvm.counts().classes()).hasSize(1);
        sound = Files.readAllBytes(jvm.countFile());
        damaged = folder.resolve("damaged.tfc");
    }

    @Test
    void everyFlippedByteIsNoticed() throws IOException {
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < sound.length; i++) {
            for (int flip : new int[] {0x01, 0x80, 0xff}) {
                byte[] copy = sound.clone();
                copy[i] ^= (byte) flip;
                check("byte " + i + " flipped by " + flip, copy, accepted);
            }
        }
        assertThat(accepted).isEmpty();
    }

    @Test
    void everyTruncationIsNoticed() throws IOException {
        List<String> accepted = new ArrayList<>();
        for (int length = 0; length < sound.length; length++) {
            check("cut to " + length, Arrays.copyOf(sound, length), accepted);
        }
        check("longer", Arrays.copyOf(sound, sound.length + 1), accepted);
        assertThat(accepted).isEmpty();
    }

    @Test
    void randomDamageIsNoticed() throws IOException {
        List<String> accepted = new ArrayList<>();
        for (int seed = 0; seed < RANDOM_DAMAGES; seed++) {
            Random random = new Random(seed);
            byte[] copy = sound.clone();
            int from = random.nextInt(copy.length);
            int to = Math.min(copy.length, from + 1 + random.nextInt(64));
            for (int i = from; i < to; i++) {
                copy[i] = (byte) random.nextInt();
            }
            if (!Arrays.equals(copy, sound)) {
                check("seed " + seed, copy, accepted);
            }
        }
        assertThat(accepted).isEmpty();
    }

    private void check(String what, byte[] bytes, List<String> accepted) throws IOException {
        Files.write(damaged, bytes);
        try {
            CountFile.read(damaged);
            accepted.add(what + ": read without complaint");
        } catch (IOException e) {
            if (!e.getMessage().contains(damaged.toString())) {
                accepted.add(what + ": the message does not name the file: " + e.getMessage());
            }
        } catch (RuntimeException | Error e) {
            accepted.add(what + ": " + e);
        }
    }
}
