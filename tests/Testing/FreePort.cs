using System.Net;
using System.Net.Sockets;

namespace Koppel.Testing;

/// <summary>Ports of this machine for what must be told its port. What can take port 0 needs none of this.</summary>
static class FreePort
{
    // Systems give ports from 32,768 (Linux) or 49,152 on to clients and to those who ask for any: one below is taken by nobody in between.
    const int First = 20_000, Behind = 32_000;

    // Test programs run side by side: each begins somewhere else.
    static int s_next = Environment.ProcessId * 37;

    /// <summary>A port that nobody listens on, and that the system gives to nobody else.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref s_next) & int.MaxValue) % (Behind - First);
            using var probe = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
                return port;
            }
            catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The next one, then.
            }
        }
    }

    /// <summary>Holds a port that refuses every connection, as one does where nobody listens.</summary>
    public static Socket Refusing(out int port)
    {
        var held = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        held.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        port = ((IPEndPoint)held.LocalEndPoint!).Port;
        return held;
    }
}
