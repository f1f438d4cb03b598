package tallyflame.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import tallyflame.mcp.Tool.RefusedException;

/** Serves tools that read, to one client. */
public final class ToolServer {
    private ToolServer() {}

    /**
     * Answers until the client closes its end.
     *
     * @param version of the program
     * @param instructions what an assistant should know before it asks
     * @throws InterruptedException if the thread is interrupted, which ends the server
     */
    public static void serve(String version, String instructions, List<Tool> tools, InputStream in, OutputStream out)
            throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        McpSyncServer server = McpServer.sync(new StdioServerTransportProvider(
                        McpJsonDefaults.getMapper(), new WatchedStream(in, ended), out))
                .serverInfo("tallyflame", version)
                .instructions(instructions)
                // Each tool checks its own few arguments: a validator of JSON schemas is larger than the rest.
                .jsonSchemaValidator((schema, content) -> ValidationResponse.asValid(null))
                .capabilities(ServerCapabilities.builder().tools(false).build())
                .tools(tools.stream().map(ToolServer::specification).toList())
                .build();
        try {
            ended.await();
        } finally {
            server.closeGracefully();
        }
    }

    private static SyncToolSpecification specification(Tool tool) {
        return SyncToolSpecification.builder()
                .tool(io.modelcontextprotocol.spec.McpSchema.Tool.builder(tool.name(), tool.schema())
                        .description(tool.description())
                        .annotations(ToolAnnotations.builder()
                                .readOnlyHint(true)
                                .openWorldHint(false)
                                .build())
                        .build())
                .callHandler((exchange, request) -> answer(tool, request.arguments()))
                .build();
    }

    private static CallToolResult answer(Tool tool, Map<String, Object> arguments) {
        try {
            return CallToolResult.builder()
                    .addTextContent(tool.answer(arguments == null ? Map.of() : arguments))
                    .build();
        } catch (RefusedException e) {
            return CallToolResult.builder()
                    .addTextContent(e.getMessage())
                    .isError(true)
                    .build();
        }
    }

    /** Tells when the other end is closed, which the protocol's own streams keep to themselves. */
    private static final class WatchedStream extends FilterInputStream {
        private final CountDownLatch ended;

        WatchedStream(InputStream in, CountDownLatch ended) {
            super(in);
            this.ended = ended;
        }

        @Override
        public int read() throws IOException {
            return watch(super.read());
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return watch(super.read(bytes, from, length));
        }

        private int watch(int read) {
            if (read < 0) {
                ended.countDown();
            }
            return read;
        }
    }
}
