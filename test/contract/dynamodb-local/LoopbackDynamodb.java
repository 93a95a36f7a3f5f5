import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;

/**
 * DynamoDB Local in memory, on a free port of the loopback interface only: its own command line binds to every
 * interface and sends telemetry, which starting the server without its main leaves out. It prints the port and
 * ends when its standard input does, so it never outlives the tests.
 */
class LoopbackDynamodb {
    public static void main(String[] arguments) throws Exception {
        var dynamodb = ServerRunner.createServerFromCommandLineArgs(new String[] {"-inMemory"});
        var field = dynamodb.getClass().getDeclaredField("server");
        field.setAccessible(true);
        var connector = (ServerConnector) ((Server) field.get(dynamodb)).getConnectors()[0];
        connector.setHost("127.0.0.1");
        connector.setPort(0);
        dynamodb.start();
        System.out.println("port " + connector.getLocalPort());
        while (System.in.read() >= 0) {
            continue;
        }
        System.exit(0);
    }
}
