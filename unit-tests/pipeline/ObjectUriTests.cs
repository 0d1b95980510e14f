using Nonolive.Pipeline.Storage;

namespace Nonolive.Pipeline.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class ObjectUriTests
{
    [TestCase("s3://data/a/b", "data", "a/b")]
    [TestCase("s3a://data", "data", "")]
    public void An_address_is_split_into_bucket_and_key(string text, string bucket, string key) =>
        Assert.That(ObjectUri.Parse(text), Is.EqualTo(new ObjectUri(bucket, key)));

    [TestCase("data/a")]
    [TestCase("s3://")]
    [TestCase("http://data/a")]
    public void Anything_else_is_refused_with_the_form_that_is_wanted(string text) =>
        Assert.That(() => ObjectUri.Parse(text), Throws.Exception.Message.Contains("NONO-1001").And.Message.Contains("s3://bucket/key"));
}
