// SPDX-FileCopyrightText: 2026 The Evenhand authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/store/backgroundread.h"
#include "storehelpers.h"

#include <QSemaphore>
#include <QTemporaryDir>
#include <QThread>

using namespace evenhand;
using namespace Qt::StringLiterals;

class tst_backgroundread : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void readsWhatWasWritten();
    void theLastQuestionIsReadNext();
    void failuresAreTold();
    void nothingIsToldToWhatIsGone();

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Workspace> m_workspace;
};

void tst_backgroundread::init()
{
    QTest::failOnWarning();
    m_workspace.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    auto workspace = Workspace::open(m_dir->filePath(u"w.evenhand"_s), Workspace::Access::Own);
    VERIFY_RESULT(workspace);
    m_workspace = std::move(*workspace);
}

void tst_backgroundread::readsWhatWasWritten()
{
    VERIFY_RESULT(m_workspace->write(
        [](Database &db) { return db.exec(u"INSERT INTO state (key, value) VALUES ('a', '{}')"_s); }));
    QObject context;
    QStringList read;
    QThread *thread = nullptr;
    BackgroundRead<QString> reader(*m_workspace, &context, [&](const Result<QString> &result) {
        QCOMPARE(QThread::currentThread(), context.thread());
        read.append(result.value_or(u"failed"_s));
    });
    reader.start([&thread](Database &db) {
        thread = QThread::currentThread();
        return db.value(u"SELECT key FROM state"_s).transform([](const QVariant &key) { return key.toString(); });
    });
    QVERIFY(reader.isReading());
    QTRY_COMPARE(read, QStringList{u"a"_s});
    QVERIFY(!reader.isReading());
    QVERIFY(thread != QThread::currentThread());
}

void tst_backgroundread::theLastQuestionIsReadNext()
{
    QObject context;
    QList<int> read;
    BackgroundRead<int> reader(*m_workspace, &context, [&](const Result<int> &result) { read.append(*result); });
    QSemaphore go;
    reader.start([&](Database &) -> Result<int> {
        go.acquire();
        return 1;
    });
    reader.start([](Database &) -> Result<int> { return 2; });
    reader.start([](Database &) -> Result<int> { return 3; });
    go.release();
    QTRY_COMPARE(read, (QList<int>{1, 3}));
}

void tst_backgroundread::failuresAreTold()
{
    QObject context;
    QList<int> codes;
    BackgroundRead<int> reader(*m_workspace, &context,
                               [&](const Result<int> &result) { codes.append(int(result.error().code)); });
    reader.start([](Database &) -> Result<int> {
        return std::unexpected(Error{.code = ErrorCode::NotFound, .message = u"Nothing is here."_s});
    });
    QTRY_COMPARE(codes, QList<int>{int(ErrorCode::NotFound)});
}

void tst_backgroundread::nothingIsToldToWhatIsGone()
{
    QObject other;
    int told = 0;
    {
        QObject context;
        BackgroundRead<int> reader(*m_workspace, &context, [&](const Result<int> &) { ++told; });
        reader.start([](Database &) -> Result<int> { return 1; });
    }
    BackgroundRead<int> next(*m_workspace, &other, [&](const Result<int> &) { told += 10; });
    next.start([](Database &) -> Result<int> { return 2; });
    QTRY_COMPARE(told, 10);
}

QTEST_GUILESS_MAIN(tst_backgroundread)

#include "tst_backgroundread.moc"
