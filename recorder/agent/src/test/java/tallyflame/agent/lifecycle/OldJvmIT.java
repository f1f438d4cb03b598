package tallyflame.agent.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import tallyflame.agent.AgentJar;

/** A JVM that is too old for the agent can load the class that it calls. */
class OldJvmIT {
    private static final int JAVA_8 = 52;

    @Test
    void whatTheJvmCallsIsAClassOfJava8() throws IOException {
        try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
            var manifest = jar.getManifest().getMainAttributes();
            for (String key : new String[] {"Premain-Class", "Agent-Class"}) {
                String entry = manifest.getValue(key).replace('.', '/') + ".class";
                try (DataInputStream in = new DataInputStream(jar.getInputStream(jar.getEntry(entry)))) {
                    assertThat(in.readInt()).isEqualTo(0xcafebabe);
                    in.readUnsignedShort();
                    assertThat(in.readUnsignedShort()).isEqualTo(JAVA_8);
                }
            }
        }
    }
}
