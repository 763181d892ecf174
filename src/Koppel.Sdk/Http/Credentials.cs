using System.Text;

namespace Koppel.Sdk.Http;

/// <summary>
/// The secrets of a connection: whether they can be sent, and how a server's words are rid of them. Safe to use from many threads.
/// </summary>
internal sealed class Credentials
{
    const string Instead = "***";

    /// <summary>An answer can repeat a token that was replaced meanwhile, but not one of the day before.</summary>
    const int MostRenewed = 32;

    readonly byte[][] _lasting;
    byte[][] _renewed = [];

    /// <summary>The secrets of a connection.</summary>
    /// <param name="headers">The headers of every call.</param>
    /// <param name="others">What else nobody may see.</param>
    public Credentials(IReadOnlyDictionary<string, string> headers, IEnumerable<string> others)
    {
        Fault = FaultOf(headers);
        _lasting = [.. headers.Values.SelectMany(Parts).Concat(others).Where(s => s.Length > 3).Distinct().Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>Why they cannot be sent, without showing them, or null.</summary>
    public string? Fault { get; }

    /// <summary>Why headers cannot be sent, without showing them, or null.</summary>
    public static string? FaultOf(IReadOnlyDictionary<string, string> headers) =>
        headers.FirstOrDefault(h => h.Value.Any(c => c is < ' ' or > '~')).Key is { } name
            ? $"the value of the header {name} holds a character that cannot be sent, such as a line break"
            : null;

    /// <summary>Adds those of a token that was issued.</summary>
    public void Add(IReadOnlyDictionary<string, string> headers)
    {
        byte[][] added = [.. headers.Values.SelectMany(Parts).Where(s => s.Length > 3).Distinct().Select(Encoding.UTF8.GetBytes)];
        Volatile.Write(ref _renewed, [.. added, .. _renewed.Take(MostRenewed)]); // No two are issued at once.
    }

    /// <summary>The body without what it repeats of them, so that no message can show it.</summary>
    public ReadOnlyMemory<byte> Hide(byte[] body)
    {
        foreach (var secret in _lasting.Concat(Volatile.Read(ref _renewed)))
            if (body.AsSpan().IndexOf(secret) >= 0)
                body = Encoding.UTF8.GetBytes(
                    Encoding.UTF8.GetString(body).Replace(Encoding.UTF8.GetString(secret), Instead, StringComparison.Ordinal));
        return body;
    }

    /// <summary>A header's value, and what stands behind a word such as <c>Bearer</c>.</summary>
    static IEnumerable<string> Parts(string value) => [value, value[(value.LastIndexOf(' ') + 1)..]];
}
