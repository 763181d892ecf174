using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Koppel.Sandbox.Control;

/// <summary>The viewer's page, styles and scripts. They are inside the assembly and ask for nothing from the network.</summary>
internal sealed class ViewerFile
{
    const string Folder = "viewer/";
    const string SalesforceFolder = "salesforce/";

    // Scripts and styles are files of their own, so that nothing inline has to be allowed; a mail is shown in a frame of this server.
    const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; frame-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    static readonly FrozenDictionary<string, ViewerFile> Files = typeof(ViewerFile).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) || name.StartsWith(SalesforceFolder, StringComparison.Ordinal))
        .ToFrozenDictionary(PathOf, name => new ViewerFile(name));

    readonly byte[] _bytes;
    readonly string _contentType;

    ViewerFile(string resource)
    {
        using var stream = typeof(ViewerFile).Assembly.GetManifestResourceStream(resource)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        _bytes = memory.ToArray();
        _contentType = Path.GetExtension(resource) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            var other => throw new InvalidOperationException($"The viewer has a file with the ending {other}, whose kind is not known."),
        };
    }

    /// <summary>The file at a path; null when there is none.</summary>
    public static ViewerFile? Find(string path) => Files.GetValueOrDefault(path);

    public async Task SendAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = _contentType;
        response.ContentLength = _bytes.Length;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(_bytes, cancellationToken);
    }

    static string PathOf(string resource) => resource == Folder + "index.html" ? "/"
        : (resource.StartsWith(Folder, StringComparison.Ordinal) ? "/" : "/" + Folder) + resource.Replace('\\', '/');
}
