namespace Koppel.Benchmarks;

/// <summary>A folder for a while.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("koppel-benchmarks-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
