namespace Koppel.Connectors.Excel;

/// <summary>Tells one state of a file from another.</summary>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Written">When it was last written, in UTC.</param>
internal readonly record struct FileVersion(long Length, DateTime Written);
