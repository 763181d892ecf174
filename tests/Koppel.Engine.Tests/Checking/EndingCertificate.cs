using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Koppel.Engine.Tests.Checking;

/// <summary>A certificate that ends after some days, and a server that shows it.</summary>
sealed class EndingCertificate : IDisposable
{
    readonly X509Certificate2 _certificate;
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public EndingCertificate(double days)
    {
        using var key = RSA.Create(2_048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var end = TimeProvider.System.GetUtcNow().AddDays(days).AddHours(1);
        using var made = request.CreateSelfSigned(end.AddDays(-100), end);
        _certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        End = DateOnly.FromDateTime(_certificate.NotAfter.ToUniversalTime());
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>The day on which it ends.</summary>
    public DateOnly End { get; }

    /// <summary>The server's address.</summary>
    public string Url => $"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>What came over its connections once they were encrypted.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>How often somebody came.</summary>
    public int Calls { get; private set; }

    /// <summary>The certificate, without its key.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>The same as bytes.</summary>
    public byte[] Der => _certificate.Export(X509ContentType.Cert);

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
    }

    async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                Calls++;
                await using var tls = new SslStream(client.GetStream());
                try
                {
                    await tls.AuthenticateAsServerAsync(_certificate);
                    BytesReceived += await tls.ReadAsync(new byte[100]);
                }
                catch (Exception fault) when (fault is IOException or System.Security.Authentication.AuthenticationException)
                {
                    // Who only looks at the certificate goes away.
                }
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
