package tallyflame.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Loads the agent from {@code core.jar}, a file within the agent's jar, so that the application sees no class of it and no
 * library that it uses: the JVM appends the agent's jar to the application's class path. All is read at once, because the jar
 * may be replaced while the JVM runs.
 */
final class AgentLoader extends ClassLoader {
    private static final String CORE = "core.jar";
    private static final String AGENT = "tallyflame.agent.session.Agent";

    private static Class<?> agent;

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> files = new HashMap<>();

    private AgentLoader() throws IOException {
        super("tallyflame", ClassLoader.getPlatformClassLoader());
        String version = AgentLoader.class.getPackage().getImplementationVersion();
        definePackage(AGENT.substring(0, AGENT.lastIndexOf('.')), null, null, null, null, version, null, null);
        try (InputStream core = AgentLoader.class.getResourceAsStream(CORE)) {
            if (core == null) throw new IOException("the agent's jar has no " + CORE);
            ZipInputStream in = new ZipInputStream(core);
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
    }

    /**
     * Calls the agent, the same one however often it was given to this JVM.
     *
     * @param method {@code premain} or {@code agentmain}
     */
    static synchronized void call(String method, String options, Instrumentation instrumentation) throws Throwable {
        if (agent == null) agent = load(AGENT);
        try {
            agent.getMethod(method, String.class, Instrumentation.class).invoke(null, options, instrumentation);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** A class of the agent, by a loader of its own. */
    static Class<?> load(String name) throws IOException, ClassNotFoundException {
        return new AgentLoader().loadClass(name);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] file = files.get(name.replace('.', '/') + ".class");
        if (file == null) throw new ClassNotFoundException(name);
        return defineClass(name, file, 0, file.length, AgentLoader.class.getProtectionDomain());
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] file = files.get(name);
        return file == null ? null : new ByteArrayInputStream(file);
    }
}
