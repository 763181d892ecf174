using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Koppel.Engine.Checking;

/// <summary>Warns of certificates that end soon: from then on nothing works that needs them.</summary>
/// <param name="time">The clock.</param>
sealed class Certificates(TimeProvider time)
{
    /// <summary>How long before its end a certificate is spoken of.</summary>
    static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A larger file is no certificate.</summary>
    const int Largest = 1_048_576;

    static readonly string[] Extensions = [".pem", ".crt", ".cer", ".der"];

    /// <summary>A warning about the certificate that a server shows, or null.</summary>
    public async Task<string?> OfServerAsync(Uri address, CancellationToken cancellationToken)
    {
        DateTimeOffset? end = null;
        using var handler = new SocketsHttpHandler { ConnectTimeout = Patience };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            if (certificate is X509Certificate2 shown) end = shown.NotAfter.ToUniversalTime();
            return false; // It was seen: nothing is sent.
        };
        using var http = new HttpClient(handler);
        try
        {
            using var answer = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, address.GetLeftPart(UriPartial.Authority)),
                cancellationToken);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            // It always comes to this. Who cannot be reached at all is told by the test of the connection itself.
        }
        return end is null ? null : Warning($"The certificate of {address.Host}", end.Value,
            "Whoever runs that server must renew it: no call is made to a server whose certificate has ended.");
    }

    /// <summary>Warnings about the certificates in a file, if it is one of certificates.</summary>
    /// <param name="setting">The setting that names it.</param>
    /// <param name="path">Its full path.</param>
    public IReadOnlyList<string> OfFile(string setting, string path)
    {
        if (!Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)) return [];
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length > Largest) return [];
            return [.. Read(File.ReadAllBytes(path)).Select(end => Warning($"The certificate in {path}, which '{setting}' names,", end,
                "Have a new one made, and give it to the system that knows this one.")).OfType<string>()];
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return [$"The certificate in {path}, which '{setting}' names, cannot be read: {fault.Message}"];
        }
    }

    /// <summary>When the certificates of a file end. A file of a key alone has none.</summary>
    static IEnumerable<DateTimeOffset> Read(byte[] content)
    {
        var text = System.Text.Encoding.ASCII.GetString(content);
        if (!text.Contains("-----BEGIN ", StringComparison.Ordinal))
        {
            using var one = X509CertificateLoader.LoadCertificate(content);
            return [one.NotAfter.ToUniversalTime()];
        }
        var several = new X509Certificate2Collection();
        if (text.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal)) several.ImportFromPem(text);
        try
        {
            return [.. several.Select(c => (DateTimeOffset)c.NotAfter.ToUniversalTime())];
        }
        finally
        {
            foreach (var certificate in several) certificate.Dispose();
        }
    }

    string? Warning(string what, DateTimeOffset end, string remedy)
    {
        var left = end - time.GetUtcNow();
        var when = left < TimeSpan.Zero ? "has ended" : left < TimeSpan.FromDays(1) ? "ends within a day"
            : string.Create(CultureInfo.InvariantCulture, $"ends in {left.TotalDays:0} days");
        return left > Soon ? null : string.Create(CultureInfo.InvariantCulture, $"{what} {when}, on {end:yyyy-MM-dd}. {remedy}");
    }
}
